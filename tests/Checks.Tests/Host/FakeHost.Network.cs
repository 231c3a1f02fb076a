using System.Collections.Immutable;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Tests.Host;

/// <summary>What it answers about the network.</summary>
public sealed partial class FakeHost
{
    private readonly Dictionary<string, LookUpAnswer> _names = [];
    private readonly Dictionary<string, GatewayAnswer> _gateways = [];
    private readonly List<TcpMeasure> _measures = [];
    private readonly List<PathMtu> _pathMtus = [];
    private readonly List<KernelMessage> _kernelLog = [];
    private readonly List<HostAddress> _addresses = [];
    private ImmutableArray<Neighbour> _neighbours = [];

    public FakeHost Address(
        string address,
        int prefixLength = 24,
        string device = "eth0",
        HostAddressState state = HostAddressState.Usable
    )
    {
        _addresses.Add(new HostAddress(address, prefixLength, device, state));
        return this;
    }

    public FakeHost NoAddresses()
    {
        _addresses.Clear();
        return this;
    }

    /// <summary>Whom it looks at, and how that goes.</summary>
    public ReachBook? Reach { get; set; }

    public FakeHost Neighbours(params ImmutableArray<Neighbour> neighbours)
    {
        _neighbours = neighbours;
        return this;
    }

    /// <summary>What a gateway answers; without it, nothing.</summary>
    public FakeHost Gateway(string address, GatewayWord word, double milliseconds = 1)
    {
        _gateways[address] = new GatewayAnswer(word, TimeSpan.FromMilliseconds(milliseconds));
        return this;
    }

    /// <summary>What the resolver finds for a name or an address; without it there is no such name.</summary>
    public FakeHost Name(string name, params ImmutableArray<string> found) =>
        Name(name, LookUpOutcome.Found, 1, found);

    public FakeHost Name(
        string name,
        LookUpOutcome outcome,
        double milliseconds,
        params ImmutableArray<string> found
    )
    {
        _names[name] = new LookUpAnswer(outcome, found, TimeSpan.FromMilliseconds(milliseconds));
        return this;
    }

    /// <summary>A socket with what the kernel measures on it.</summary>
    public FakeHost Measured(TcpMeasure measure)
    {
        _measures.Add(measure);
        return this;
    }

    public FakeHost NothingMeasured()
    {
        _measures.Clear();
        return this;
    }

    public FakeHost NarrowPath(string destination, uint bytes)
    {
        _pathMtus.Add(new PathMtu(destination, bytes));
        return this;
    }

    public FakeHost KernelSaid(double secondsSinceBoot, string text)
    {
        _kernelLog.Add(new KernelMessage(TimeSpan.FromSeconds(secondsSinceBoot), text));
        return this;
    }

    private object? ReachAnswer(object request) =>
        request switch
        {
            ListReachTargets => Reply.Ok(new ReachAssignment(Reach?.Targets)),
            LookAtFleetSshd { OnlyIfKnown: true } asked => Reach?.Newest(Socket(asked)) is { } known
                ? Reply.Ok(known)
                : Reply.Absent<ReachLook>("was not looked at yet"),
            LookAtFleetSshd asked => Reply.Ok(
                Reach!
                    .LookAsync(Socket(asked), asked.OnDemand, CancellationToken.None)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult()!
            ),
            _ => null,
        };

    private static System.Net.IPEndPoint Socket(LookAtFleetSshd asked) =>
        new(System.Net.IPAddress.Parse(asked.Address), asked.Port);

    private object? NetworkAnswer(object request) =>
        request switch
        {
            ListAddresses => Reply.Ok(_addresses.ToImmutableArray()),
            ListNeighbours => Reply.Ok(_neighbours),
            ListPathMtus => Reply.Ok(_pathMtus.ToImmutableArray()),
            MeasureTcp asked => Reply.Ok(
                _measures.Where(m => asked.Ports.Contains(m.Local.Port)).ToImmutableArray()
            ),
            ReadKernelLog asked => Reply.Ok(
                _kernelLog
                    .Where(m => m.Text.Contains(asked.Containing, StringComparison.Ordinal))
                    .TakeLast(asked.Most)
                    .ToImmutableArray()
            ),
            LookUp asked => Reply.Ok(
                _names.GetValueOrDefault(
                    asked.Name,
                    new LookUpAnswer(LookUpOutcome.NotFound, [], TimeSpan.FromMilliseconds(1))
                )
            ),
            AskGateway asked => Reply.Ok(
                _gateways.GetValueOrDefault(
                    asked.Address,
                    new GatewayAnswer(GatewayWord.Nothing, TimeSpan.Zero)
                )
            ),
            _ => ReachAnswer(request),
        };
}
