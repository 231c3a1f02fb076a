using Fleet.Lab.Machine;
using Fleet.Lab.Network;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>A host's place before it boots: an overlay of the machine's root on the lab's tmpfs, and a network namespace.</summary>
internal sealed class HostRoom(Keeper keeper, string name) : IAsyncDisposable
{
    private const string OverlayScript = """
        mkdir -p "$1/upper" "$1/work" "$1/root" "$1/keys"
        mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
        """;

    // The room may be half made when its host failed to start.
    private const string RemoveScript = """
        ! [ -e "/run/netns/$2" ] || ip netns del "$2"
        ! mountpoint -q "$1/root" || umount "$1/root"
        rm -rf "$1"
        """;

    public string Name => name;

    /// <summary>The root folder as the lab sees it.</summary>
    public string Inside => $"{keeper.HostsInside}/{name}/root";

    /// <summary>The root folder as this process can write to it, before the host boots.</summary>
    public HostRoot Root => new($"{keeper.HostsOutside}/{name}/root");

    private string Keys => $"{keeper.HostsOutside}/{name}/keys";

    public async Task MakeAsync(
        int number,
        IReadOnlyList<Card> cards,
        HostPlan plan,
        CancellationToken cancel
    )
    {
        await keeper.ScriptAsync(
            $"root folder of {name}",
            OverlayScript,
            [$"{keeper.HostsInside}/{name}"],
            cancel
        );
        var keys = plan.HasSshd
            ? HostKeys.GenerateAsync(keeper, $"{keeper.HostsInside}/{name}/keys", name, cancel)
            : Task.CompletedTask;
        await Cabling.AddHostAsync(keeper, name, number, cards, cancel);
        if (plan.Ruleset is { } ruleset)
        {
            string[] load = ["ip", "netns", "exec", name, "nft", "-f", "-"];
            (await Command.RunAsync(keeper.Enter(load), ruleset, cancel: cancel)).OrThrow(
                $"ruleset of {name}"
            );
        }
        PlainDebian.Prepare(Root, name);
        await keys;
        if (plan.HasSshd)
        {
            HostKeys.Install(Keys, Root);
        }
        Boot.Prepare(Root, plan);
        plan.WriteTo(Root);
    }

    public async ValueTask DisposeAsync()
    {
        if (keeper.IsOver)
        {
            return; // the lab went first, and took its rooms along
        }
        string[] arguments = [$"{keeper.HostsInside}/{name}", name];
        await keeper.ScriptAsync(
            $"removing {name}",
            RemoveScript,
            arguments,
            CancellationToken.None
        );
        await ControlGroups.RemoveAsync(keeper.Folder.Id, CancellationToken.None, name);
    }
}
