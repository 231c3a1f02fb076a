using System.Collections.Immutable;
using System.Text;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Tests.Host;

/// <summary>A host in memory: root unless <see cref="NotRoot"/>, with nothing on it but what a test puts there. Parents of a path are made by themselves, root's, 0755.</summary>
public sealed partial class FakeHost : IHost
{
    private readonly FakeFiles _files = new();
    private readonly Dictionary<string, Reply<CommandOutput>> _commands = [];
    private readonly List<ProcessStatus> _processes = [];
    private readonly HashSet<Capability> _deniedCapabilities = [];
    private Reply<TcpSockets> _sockets = Reply.Ok(
        new TcpSockets(
            "",
            "",
            ImmutableDictionary<ulong, ImmutableArray<ProcessStatus>>.Empty,
            true
        )
    );
    private Reply<SshProbeResult> _ownSshd = Reply.Failed<SshProbeResult>("nobody listens");
    private uint _uid;

    public FakeTime Clock { get; } = new();

    TimeProvider IHost.Time => Clock;

    /// <summary>Every request so far, in order.</summary>
    public List<object> Asked { get; } = [];

    public FakeHost File(
        string path,
        string text,
        int mode = 0b110_100_100,
        uint uid = 0,
        uint gid = 0,
        DateTimeOffset? modified = null
    ) => Put(path, FileKind.Regular, mode, uid, gid, text, modified: modified);

    /// <summary>A file of root's, byte by byte.</summary>
    public FakeHost Bytes(string path, byte[] body)
    {
        File(path, "");
        _files.Put(path, _files.At(path)! with { Body = body });
        return this;
    }

    /// <summary>An sshd is installed; whether it runs is another matter.</summary>
    public FakeHost SshdInstalled() => File("/usr/sbin/sshd", "", 0b111_101_101);

    /// <summary>What a file holds.</summary>
    public string TextOf(string path) => Encoding.UTF8.GetString(_files.At(path)!.Body);

    public FakeHost Directory(string path, int mode = 0b111_101_101, uint uid = 0, uint gid = 0) =>
        Put(path, FileKind.Directory, mode, uid, gid);

    public FakeHost Link(string path, string target) =>
        Put(path, FileKind.SymbolicLink, 0b111_111_111, 0, 0, target: target);

    public FakeHost Fifo(string path) => Put(path, FileKind.Fifo, 0b110_100_100, 0, 0);

    /// <summary>Nobody may look at the path or under it, not even root (a root-squashed or confined place). What is there stays for <see cref="Allowed"/>.</summary>
    public FakeHost Denied(string path)
    {
        var node = _files.At(path) ?? new(FileKind.Directory, 0b111_101_101, 0, 0, [], "");
        _files.Put(path, node with { Denied = true });
        return this;
    }

    /// <summary>Takes <see cref="Denied(string)"/> back.</summary>
    public FakeHost Allowed(string path)
    {
        _files.Put(path, _files.At(path)! with { Denied = false });
        return this;
    }

    /// <summary>The host's owner denies a capability.</summary>
    public FakeHost Denied(Capability capability)
    {
        _deniedCapabilities.Add(capability);
        return this;
    }

    /// <summary>Removes a path and all under it.</summary>
    public FakeHost Gone(string path)
    {
        _files.Remove(path);
        return this;
    }

    /// <summary>Moves a file as rename(2) does: it keeps its inode.</summary>
    public FakeHost Renamed(string from, string to)
    {
        _files.Move(from, to);
        return this;
    }

    /// <summary>The agent runs as this user: it cannot act as another, and modes bind it.</summary>
    public FakeHost NotRoot(uint uid = 999)
    {
        _uid = uid;
        return this;
    }

    /// <summary>What a command answers. A command that no test described is not installed.</summary>
    public FakeHost Command(
        HostCommand command,
        string output,
        int exitCode = 0,
        string error = "",
        params string[] arguments
    ) => Command(command, Reply.Ok(new CommandOutput(exitCode, output, error, false)), arguments);

    public FakeHost Command(
        HostCommand command,
        Reply<CommandOutput> reply,
        params string[] arguments
    )
    {
        _commands[Line(command, arguments)] = reply;
        return this;
    }

    public FakeHost Sockets(
        string tcp,
        string tcp6 = "",
        bool complete = true,
        params (ulong Inode, ProcessStatus Holder)[] holders
    ) =>
        Sockets(
            Reply.Ok(
                new TcpSockets(
                    tcp,
                    tcp6,
                    holders
                        .GroupBy(held => held.Inode)
                        .ToImmutableDictionary(
                            held => held.Key,
                            held => held.Select(h => h.Holder).ToImmutableArray()
                        ),
                    complete
                )
            )
        );

    public FakeHost Sockets(Reply<TcpSockets> reply)
    {
        _sockets = reply;
        return this;
    }

    /// <summary>What this host's own sshd says to whoever connects; without it nobody listens.</summary>
    public FakeHost OwnSshd(SshProbeResult says)
    {
        _ownSshd = Reply.Ok(says);
        return this;
    }

    public FakeHost Process(ProcessStatus process)
    {
        _processes.Add(process);
        return this;
    }

    /// <summary>No process runs any more.</summary>
    public FakeHost NoProcesses()
    {
        _processes.Clear();
        return this;
    }

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(request);
        if (request is GetSpace { Path: var path } && _silent.Contains(path))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancellationToken);
        }

        return _deniedCapabilities.Contains(request.Needs)
            ? Reply.Denied<T>($"{request.Needs} is denied by this host's owner")
            : (Reply<T>)Answer(request);
    }

    private object Answer(object request) =>
        request switch
        {
            ReadFile asked => Find(asked.Path, true, asked.As, 4, found => Read(found, asked)),
            GetStatus asked => Find(asked.Path, asked.FollowLinks, asked.As, 0, Status),
            ResolvePath asked => Find(asked.Path, true, asked.As, 0, at => Reply.Ok(at.Path)),
            ListDirectory asked => Find(asked.Path, true, asked.As, 4, at => List(at, asked.Path)),
            ListTcpSockets => _sockets,
            LookAtOwnSshd => _ownSshd,
            ListOwnLooks => Reply.Ok(
                _ownSshd.Value?.Local is { } end
                    ? [new FleetVisit(end, Clock.GetUtcNow())]
                    : ImmutableArray<FleetVisit>.Empty
            ),
            ListProcesses asked => Reply.Ok(
                _processes.Where(process => asked.Names.Contains(process.Name)).ToImmutableArray()
            ),
            RunCommand asked => Run(asked),
            GetSpace asked => Space(asked),
            GetSecurityLabel asked => Find(asked.Path, asked.FollowLinks, asked.As, 0, Label),
            ReadClockDiscipline => _discipline,
            ReadClock => Reply.Ok(
                new ClockReading(
                    "00000000-0000-0000-0000-000000000001",
                    TimeSpan.FromHours(1),
                    Clock.GetUtcNow()
                )
            ),
            _ when NetworkAnswer(request) is { } answer => answer,
            _ => throw new InvalidOperationException($"no answer to {request.GetType().Name}"),
        };

    private Reply<CommandOutput> Run(RunCommand asked)
    {
        Assert.True(asked.Command.Accepts(asked.Arguments), $"{asked} is not acceptable");
        return _commands.TryGetValue(Line(asked.Command, asked.Arguments), out var reply)
            ? reply
            : Reply.Absent<CommandOutput>(
                $"{asked.Command.Name}: not found at {string.Join(" or ", asked.Command.Paths)}"
            );
    }

    private Reply<T> Find<T>(
        string path,
        bool follow,
        UserIdentity? who,
        int bit,
        Func<FakeFiles.Found, Reply<T>> answer
    )
    {
        if (!path.StartsWith('/') || path.Contains('\0'))
        {
            return Reply.Failed<T>($"{path}: is not an absolute path");
        }

        if (who is not null && who.Uid != _uid && _uid != 0)
        {
            return Reply.Denied<T>($"{path}: needs root to open files as uid {who.Uid}");
        }

        FakeFiles.Eyes? eyes =
            who is null || who.Uid == _uid
                ? _uid == 0
                    ? null
                    : new FakeFiles.Eyes(_uid, [_uid])
                : new FakeFiles.Eyes(who.Uid, [who.Gid, .. who.Groups]);
        var found = _files.Find(path, follow, eyes);
        return found.Node is null ? new Reply<T>(found.State, default, found.Reason)
            : bit != 0 && !FakeFiles.May(found.Node, eyes, bit)
                ? Reply.Denied<T>($"{path}: Permission denied")
            : answer(found);
    }

    private FakeHost Put(
        string path,
        FileKind kind,
        int mode,
        uint uid,
        uint gid,
        string text = "",
        string target = "",
        DateTimeOffset? modified = null
    )
    {
        var node = new FakeFiles.Node(kind, mode, uid, gid, Encoding.UTF8.GetBytes(text), target);
        _files.Put(path, modified is { } at ? node with { ModifiedAt = at } : node);
        return this;
    }

    private static string Line(HostCommand command, IEnumerable<string> arguments) =>
        string.Join('\u001f', [command.Name, .. arguments]);
}
