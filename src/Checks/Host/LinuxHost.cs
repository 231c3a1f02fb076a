using System.Collections.Frozen;
using Fleet.Checks.Host.Linux;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host;

/// <summary>
/// The host the agent runs on, or a tree that looks like one. Needs a 64-bit Linux; with a root other than <c>/</c> files are answered from that tree, while processes,
/// sockets and commands are "failed": they would be another host's.
/// </summary>
public sealed class LinuxHost : IHost
{
    private readonly FrozenSet<Capability> _denied;
    private readonly HostRoot _root;
    private readonly FileRequests _files;
    private readonly ProcessTable _processes;
    private readonly CommandRequests _commands;
    private readonly FleetVisits _visits;
    private readonly OwnSshd _ownSshd;
    private readonly NetworkRequests _network;

    /// <param name="time">The clock of deadlines and of <see cref="ClockReading.Wall"/>.</param>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <param name="denied">What the host's owner does not let the agent do: answered as denied.</param>
    /// <param name="reach">Whom this host looks at from outside; null: nobody.</param>
    /// <exception cref="IOException"><paramref name="root"/> cannot be opened, or this kernel cannot confine paths to it.</exception>
    public LinuxHost(
        TimeProvider time,
        string root = "/",
        IEnumerable<Capability>? denied = null,
        ReachBook? reach = null
    )
    {
        Time = time;
        _denied = (denied ?? []).ToFrozenSet();
        _root = new HostRoot(root);
        _files = new FileRequests(_root);
        _processes = new ProcessTable();
        _commands = new CommandRequests(_files, time);
        _visits = new FleetVisits(time);
        _ownSshd = new OwnSshd(new SshProbe(new OwnLooks(new SocketDialer(), _visits), time), time);
        _network = new NetworkRequests(time, reach);
    }

    public TimeProvider Time { get; }

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        if (_denied.Contains(request.Needs))
        {
            return Reply.Denied<T>($"{request.Needs} is denied by this host's owner");
        }

        return request switch
        {
            ReadFile asked => Same<T, FileContent>(
                await _files.ReadAsync(asked, cancellationToken)
            ),
            GetStatus asked => Same<T, FileStatus>(
                await _files.StatusAsync(asked, cancellationToken)
            ),
            ResolvePath asked => Same<T, string>(
                await _files.ResolveAsync(asked, cancellationToken)
            ),
            ListDirectory asked => Same<T, System.Collections.Immutable.ImmutableArray<string>>(
                await _files.ListAsync(asked, cancellationToken)
            ),
            GetSpace asked => Same<T, SpaceStatus>(
                await _files.SpaceAsync(asked, cancellationToken)
            ),
            GetSecurityLabel asked => Same<T, string>(
                await _files.LabelAsync(asked, cancellationToken)
            ),
            ReadClock => Same<T, ClockReading>(ClockRequest.Read(Time)),
            ReadClockDiscipline => Same<T, ClockDiscipline>(ClockDisciplineRequest.Read()),
            _ when !_root.IsWholeHost => Reply.Failed<T>(
                $"{_root.Path} is a tree of files: it has no processes to ask"
            ),
            RunCommand asked => Same<T, CommandOutput>(
                await _commands.RunAsync(asked, cancellationToken)
            ),
            LookAtOwnSshd asked => Same<T, SshProbeResult>(
                await _ownSshd.LookAsync(asked, cancellationToken)
            ),
            ListOwnLooks => Same<T, System.Collections.Immutable.ImmutableArray<FleetVisit>>(
                Reply.Ok(_visits.Latest)
            ),
            ListTcpSockets => Same<T, TcpSockets>(
                TcpSocketRequests.Read(_processes, cancellationToken)
            ),
            ListProcesses asked => Same<
                T,
                System.Collections.Immutable.ImmutableArray<ProcessStatus>
            >(_processes.Named(asked.Names, cancellationToken)),
            _ when await _network.AnswerAsync(request, cancellationToken) is { } answer =>
                (Reply<T>)answer,
            _ => throw new ArgumentException(
                $"no answer is written for {request.GetType().Name}",
                nameof(request)
            ),
        };
    }

    /// <summary>The request's type says what T is; the compiler cannot see it through the switch.</summary>
    private static Reply<T> Same<T, TAnswer>(Reply<TAnswer> reply) => (Reply<T>)(object)reply;
}
