using System.Collections.Concurrent;
using System.Diagnostics;
using Fleet.Lab.Machine;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>A running systemd-nspawn(1) and the first process in it.</summary>
internal sealed class Container : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // $1 control group, the rest is the command
    private const string InControlGroup = """
        group=$1; shift
        mkdir -p "$group"
        echo $$ > "$group/cgroup.procs"
        exec "$@"
        """;

    // The host has a network of its own, so /proc/sys/net is its own to write, as on any machine (systemd, docs/ENVIRONMENT.md).
    private static readonly Dictionary<string, string> NspawnSettings = new()
    {
        ["SYSTEMD_NSPAWN_API_VFS_WRITABLE"] = "network",
    };

    private readonly Process enter;
    private readonly ConcurrentQueue<string> console = new();

    private Container(Process enter)
    {
        this.enter = enter;
        enter.OutputDataReceived += (_, line) => console.Enqueue(line.Data ?? "");
        enter.ErrorDataReceived += (_, line) => console.Enqueue(line.Data ?? "");
        enter.BeginOutputReadLine();
        enter.BeginErrorReadLine();
        enter.StandardInput.Close();
    }

    /// <summary>The host's first process, as this process sees it.</summary>
    public int InitPid { get; private set; }

    /// <summary>What the host wrote to its console.</summary>
    public string Console => string.Join('\n', console);

    public static async Task<Container> StartAsync(
        Keeper keeper,
        string name,
        string root,
        HostPlan plan,
        CancellationToken cancel
    )
    {
        string[] nspawn =
        [
            "systemd-nspawn",
            "--quiet",
            $"--directory={root}",
            "--register=no",
            "--keep-unit",
            "--settings=no",
            "--console=pipe",
            "--resolv-conf=off",
            "--timezone=off",
            "--link-journal=no",
            "--capability=CAP_NET_ADMIN",
            $"--network-namespace-path=/run/netns/{name}",
            $"--machine={name}",
            .. plan.Binds,
            .. Boot.Arguments(plan),
        ];
        var group = $"/sys/fs/cgroup/{ControlGroups.Name(keeper.Folder.Id)}/{name}";
        string[] command = ["sh", "-ec", InControlGroup, "sh", group, .. nspawn];
        var container = new Container(Command.Start(keeper.Enter(command), NspawnSettings));
        try
        {
            await container.UpAsync(name, cancel);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the host as a power cut does: the kernel kills every process in it with its first one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (InitPid != 0 && !enter.HasExited)
        {
            Libc.Signal(InitPid, Libc.Sigkill);
        }
        else if (!enter.HasExited)
        {
            enter.Kill(entireProcessTree: true);
        }
        await enter.WaitForExitAsync();
        enter.Dispose();
    }

    private async Task UpAsync(string name, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (InitPid == 0 || !File.Exists($"/proc/{InitPid}/root{Boot.Ready}"))
        {
            if (enter.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new LabException($"{name} did not come up. Its console:\n{Console}");
            }
            await Task.Delay(5, cancel);
            InitPid = InitPid == 0 ? FindInit() : InitPid;
        }
    }

    /// <summary>nsenter → systemd-nspawn → … → the first process in a pid namespace of its own.</summary>
    private int FindInit()
    {
        var nspawn = ProcessTree.ChildrenOf(enter.Id).FirstOrDefault();
        var outer = nspawn == 0 ? null : ProcessTree.PidNamespace(nspawn);
        return outer is null
            ? 0
            : ProcessTree
                .ChildrenOf(nspawn)
                .FirstOrDefault(child =>
                    ProcessTree.PidNamespace(child) is { } inner && inner != outer
                );
    }
}
