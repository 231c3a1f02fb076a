using System.Diagnostics;
using Fleet.Lab.Machine;

namespace Fleet.Lab.Rooms;

/// <summary>
/// The process that holds a lab's namespaces: its own pid, mount and network namespaces. It waits on a pipe from this process; when this
/// process ends, however it ends, the pipe closes, the keeper ends, and the kernel ends every process, mount and network in the lab with it.
/// </summary>
internal sealed class Keeper : IAsyncDisposable
{
    // bash and not sh: as the namespace's first process it inherits orphans, and bash collects them while it waits in `read`.
    private const string Script = """
        set -e
        mkdir -p /run/netns /run/systemd/nspawn /sys/fs/cgroup
        mount -t cgroup2 cgroup2 /sys/fs/cgroup
        mkdir "/sys/fs/cgroup/$2"
        mount -t tmpfs -o mode=0755 fleet-lab-netns /run/netns
        mount -t tmpfs -o mode=0755 fleet-lab-nspawn /run/systemd/nspawn
        mount -t tmpfs -o mode=0755 fleet-lab "$1/hosts"
        ip link set lo up
        echo ready
        read -r _ || true
        """;

    private readonly Process unshare;

    private Keeper(Process unshare, int pid, LabFolder folder) =>
        (this.unshare, Pid, Folder) = (unshare, pid, folder);

    /// <summary>The lab was disposed of.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The keeper's process id, as this process sees it.</summary>
    public int Pid { get; }

    public LabFolder Folder { get; }

    /// <summary>The lab's hosts folder, on the lab's own tmpfs: first as the lab sees it, then as this process can reach it.</summary>
    public string HostsInside => $"{Folder.Path}/hosts";

    public string HostsOutside => $"/proc/{Pid}/root{HostsInside}";

    public static async Task<Keeper> StartAsync(LabFolder folder, CancellationToken cancel)
    {
        Directory.CreateDirectory($"{folder.Path}/hosts");
        string[] namespaces =
        [
            "--fork",
            "--kill-child",
            "--pid",
            "--mount",
            "--net",
            "--mount-proc",
        ];
        var process = Command.Start([
            "unshare",
            .. namespaces,
            "bash",
            "-c",
            Script,
            "fleet-lab",
            folder.Path,
            ControlGroups.Name(folder.Id),
        ]);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancel) != "ready")
            {
                var said = await process.StandardError.ReadToEndAsync(cancel);
                throw new LabException($"The lab's namespaces could not be made: {said}");
            }
            var pid = ProcessTree.ChildrenOf(process.Id).Single();
            await File.WriteAllTextAsync(
                folder.KeeperFile,
                $"{pid} {ProcessTree.StartTime(pid)}",
                cancel
            );
            return new Keeper(process, pid, folder);
        }
        catch
        {
            await EndAsync(process, folder);
            throw;
        }
    }

    /// <summary>The command line that runs <paramref name="argv"/> in the lab's namespaces, outside any host; it dies with the process that is started.</summary>
    public IReadOnlyList<string> Enter(params IEnumerable<string> argv) =>
        [
            "nsenter",
            $"--target={Pid}",
            "--mount",
            "--pid",
            "--net",
            "--",
            "setpriv",
            "--pdeathsig=KILL",
            "--",
            .. argv,
        ];

    /// <summary>Runs a shell script of ours in the lab; what it needs comes as $1, $2, … and is never spliced into it.</summary>
    public async Task ScriptAsync(
        string what,
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancel
    )
    {
        var result = await Command.RunAsync(
            Enter(["sh", "-ec", script, "fleet-lab", .. arguments]),
            cancel: cancel
        );
        result.OrThrow(what);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsOver)
        {
            return;
        }
        IsOver = true;
        await EndAsync(unshare, Folder);
    }

    private static async Task EndAsync(Process unshare, LabFolder folder)
    {
        unshare.StandardInput.Close();
        await unshare.WaitForExitAsync();
        unshare.Dispose();
        await ControlGroups.RemoveAsync(folder.Id, CancellationToken.None);
        await folder.DisposeAsync();
    }
}
