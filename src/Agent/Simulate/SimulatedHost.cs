using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Agent.Simulate.Debian;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;

namespace Fleet.Agent.Simulate;

/// <summary>A host that is not there: it answers every request of the checks as a small Debian 12 server would. Nothing of the machine it runs on is in its answers.</summary>
internal sealed class SimulatedHost : IHost
{
    /// <summary>When it booted, the same in every run: a simulation that is started again continues this boot.</summary>
    private static readonly DateTimeOffset BootedAt = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string _bootId;
    private readonly DateTimeOffset _began;
    private readonly long _beganAt;
    private volatile Scene _scene;

    public SimulatedHost(HostTraits traits, TimeProvider time)
    {
        Time = time;
        (_began, _beganAt) = (time.GetUtcNow(), time.GetTimestamp());
        _bootId = new Guid(
            SHA256.HashData(Encoding.UTF8.GetBytes($"boot of {traits.Name}")).AsSpan(0, 16)
        ).ToString();
        _scene = Scene.Of(traits, BootedAt);
        Reach = new ReachBook(new NobodyThere(), time);
    }

    public TimeProvider Time { get; }

    /// <summary>Whom the controller has it look at. It looks at nobody: no packet leaves for a simulated look.</summary>
    public ReachBook Reach { get; }

    public HostTraits Traits => _scene.Traits;

    /// <summary>Somebody edits its sshd_config and restarts sshd.</summary>
    public void Change(Func<HostTraits, HostTraits> edit) =>
        _scene = Scene.Of(edit(_scene.Traits), Time.GetUtcNow());

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return request is LookAtFleetSshd look
            ? (Reply<T>)(object)await LookAsync(look, cancellationToken)
            : (Reply<T>)Answer(_scene, request);
    }

    private object Answer(Scene scene, object request) =>
        request switch
        {
            ReadFile or GetStatus or ResolvePath or ListDirectory or GetSecurityLabel =>
                scene.Files.Answer(request),
            ListTcpSockets => Reply.Ok(Replies.Sockets(scene.Traits, scene.SshdSince)),
            LookAtOwnSshd => Reply.Ok(Replies.Look(scene.Traits)),
            ListOwnLooks => Reply.Ok(ImmutableArray<FleetVisit>.Empty),
            ListProcesses asked => Reply.Ok(Replies.Processes(scene.SshdSince, asked.Names)),
            RunCommand asked => Replies.Run(scene.Traits, asked),
            GetSpace asked => Reply.Ok(Replies.Space(asked.Path)),
            ReadClockDiscipline => Reply.Ok(
                new ClockDiscipline(IsSynchronised: true, TimeSpan.FromMilliseconds(20))
            ),
            ReadClock => Reply.Ok(Clock()),
            ListAddresses => Reply.Ok(Replies.Addresses(scene.Traits)),
            ListNeighbours => Reply.Ok(Replies.Neighbours),
            ListPathMtus => Reply.Ok(ImmutableArray<PathMtu>.Empty),
            MeasureTcp asked => Reply.Ok(Replies.Measured(scene.Traits, asked)),
            ReadKernelLog => Reply.Ok(ImmutableArray<KernelMessage>.Empty),
            LookUp asked => Reply.Ok(Replies.Named(scene.Traits, asked.Name)),
            AskGateway => Reply.Ok(Replies.Answered),
            ListReachTargets => Reply.Ok(new ReachAssignment(Reach.Targets)),
            _ => throw new NotSupportedException(
                $"a simulated host has no answer to {request.GetType().Name}"
            ),
        };

    private ClockReading Clock()
    {
        var now = _began + Time.GetElapsedTime(_beganAt);
        return new ClockReading(_bootId, now - BootedAt, now);
    }

    private async ValueTask<Reply<ReachLook>> LookAsync(
        LookAtFleetSshd asked,
        CancellationToken cancellationToken
    )
    {
        if (!IPAddress.TryParse(asked.Address, out var address))
        {
            return Reply.Failed<ReachLook>($"{asked.Address}: is no address");
        }

        var endPoint = new IPEndPoint(address, asked.Port);
        var look = asked.OnlyIfKnown
            ? Reach.Newest(endPoint)
            : await Reach.LookAsync(endPoint, asked.OnDemand, cancellationToken);
        return look is not null ? Reply.Ok(look)
            : asked.OnlyIfKnown ? Reply.Absent<ReachLook>("was not looked at yet")
            : Reply.Failed<ReachLook>("too many looks in the last minute");
    }

    /// <summary>All that answers come from, at one moment.</summary>
    private sealed record Scene(HostTraits Traits, SimulatedFiles Files, DateTimeOffset SshdSince)
    {
        public static Scene Of(HostTraits traits, DateTimeOffset configuredAt) =>
            new(
                traits,
                new SimulatedFiles(OwnFiles.Of(traits, configuredAt)),
                configuredAt.AddSeconds(1)
            );
    }

    /// <summary>Every look gets through, without a packet.</summary>
    private sealed class NobodyThere : ISshProbe
    {
        private static readonly HostTraits Plain = HostTraits.Of(0);

        public ValueTask<SshProbeResult> LookAsync(
            IPEndPoint target,
            CancellationToken cancellationToken
        ) => ValueTask.FromResult(Replies.Look(Plain) with { Offer = null });
    }
}
