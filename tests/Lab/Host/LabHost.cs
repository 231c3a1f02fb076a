using System.Net;
using Fleet.Lab.Machine;
using Fleet.Lab.Network;

namespace Fleet.Lab;

/// <summary>A running host. Disposing of it is a power cut: everything in it ends at once and nothing of it stays.</summary>
public sealed class LabHost : IAsyncDisposable
{
    private readonly Lab lab;
    private readonly HostRoom room;
    private readonly HostPlan plan;
    private Container container;
    private int disposed;

    internal LabHost(
        Lab lab,
        HostRoom room,
        HostPlan plan,
        Container container,
        Card first,
        TimeSpan startedIn
    )
    {
        (this.lab, this.room, this.plan, this.container) = (lab, room, plan, container);
        (Address, AddressV6, StartedIn) = (first.V4, first.V6, startedIn);
    }

    public string Name => room.Name;

    /// <summary>The addresses of <c>eth0</c>; the host's name resolves to <see cref="Address"/>, <c>NAME.v6</c> to <see cref="AddressV6"/>.</summary>
    public IPAddress Address { get; }

    public IPAddress AddressV6 { get; }

    public bool HasSystemd => plan.HasSystemd;

    /// <summary>How long it took from the call of <see cref="Lab.StartHost"/> to the host being up.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>
    /// The host's files, /run and /tmp included. What the kernel answers by who asks (<c>/proc/self</c>, <c>/proc/net</c>, <c>/proc/sys/net</c>) is
    /// the machine's here: ask with <see cref="DoAsync"/> and cat(1).
    /// </summary>
    public HostRoot Root => new($"/proc/{InitPid}/root");

    /// <summary>What the host wrote to its console, its boot messages for example.</summary>
    public string Console => container.Console;

    /// <summary>The host's first process, as the machine sees it: the target of nsenter(1), and <c>/proc/PID/root</c> is its root folder.</summary>
    public int InitPid => container.InitPid;

    /// <summary>Runs a command in the host as root, with an empty standard input and a clean environment, for at most a minute.</summary>
    public Task<CommandResult> RunAsync(params string[] argv) => Command.RunAsync(Enter(argv));

    /// <inheritdoc cref="RunAsync(string[])"/>
    public Task<CommandResult> RunAsync(
        IEnumerable<string> argv,
        string stdin = "",
        TimeSpan? limit = null,
        CancellationToken cancel = default
    ) => Command.RunAsync(Enter(argv), stdin, limit, cancel);

    /// <summary>Runs a command in the host as a user (runuser(1)).</summary>
    public Task<CommandResult> RunAsAsync(string user, params string[] argv) =>
        RunAsync(["runuser", "-u", user, "--", .. argv]);

    /// <summary>Runs a command that has to succeed, and returns what it printed.</summary>
    /// <exception cref="LabException">It did not exit with 0.</exception>
    public async Task<string> DoAsync(params string[] argv) =>
        (await RunAsync(argv)).OrThrow($"{Name}: {string.Join(' ', argv)}").Stdout;

    /// <summary>Starts a command that goes on until it is disposed of; it is no unit and no child of the host's init.</summary>
    public LabProcess StartProcess(
        IEnumerable<string> argv,
        IReadOnlyDictionary<string, string>? environment = null
    ) => LabProcess.Start(Enter(argv), environment);

    /// <summary>Starts a command as a systemd unit (systemd-run(1)), with properties as systemd.exec(5) names them: <c>"User=fleet"</c>.</summary>
    public Task StartUnitAsync(string unit, IEnumerable<string> argv, params string[] properties) =>
        DoAsync([
            "systemd-run",
            "--quiet",
            $"--unit={unit}",
            .. properties.Select(property => $"--property={property}"),
            "--",
            .. argv,
        ]);

    public string ReadFile(string path) => Root.Read(path);

    /// <inheritdoc cref="HostRoot.Write"/>
    public void WriteFile(
        string path,
        string content,
        string mode = "0644",
        string owner = "root"
    ) => Root.Write(path, content, mode, owner);

    /// <summary>Writes a file system full, so that not one byte, or not one file, is left. See <see cref="HostPlan.SmallDisk"/>.</summary>
    /// <param name="path">A folder on it.</param>
    /// <param name="inodes">Takes every inode in place of every byte (df(1) -i).</param>
    /// <returns>The folder that took it: deleting it heals.</returns>
    public async Task<string> FillAsync(string path, bool inodes = false)
    {
        var filler = $"{path}/.lab-filler";
        const string Bytes = "mkdir -p \"$1\"; cat /dev/zero > \"$1/zeros\" 2>/dev/null || true";
        const string Names =
            "mkdir -p \"$1\"; n=0; while : 2>/dev/null > \"$1/$n\"; do n=$((n + 1)); done || true";
        await DoAsync("bash", "-c", inodes ? Names : Bytes, "lab", filler);
        return filler;
    }

    /// <summary>A power cut and a new boot: files and network stay, processes, /run and /tmp go, and there is a new boot id.</summary>
    public async Task PowerCycleAsync()
    {
        await container.DisposeAsync();
        container = await lab.StartAgainAsync(room, plan);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await container.DisposeAsync();
            await lab.RemoveAsync(this, room);
        }
    }

    private string[] Enter(IEnumerable<string> argv) =>
        [
            "nsenter",
            $"--target={InitPid}",
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid",
            "--cgroup",
            "--",
            "setpriv",
            "--pdeathsig=KILL",
            "--",
            .. argv,
        ];
}
