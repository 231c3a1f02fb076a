using Fleet.Lab.Machine;
using Fleet.Lab.Network;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>A host's place before it boots: an overlay of the machine's root on the lab's tmpfs, and a network namespace.</summary>
/// <param name="Inside">The root folder as the lab sees it.</param>
/// <param name="Root">The same, as this process can write to it.</param>
internal sealed record HostRoom(string Inside, HostRoot Root)
{
    private const string OverlayScript = """
        mkdir -p "$1/upper" "$1/work" "$1/root" "$1/keys"
        mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
        """;

    private const string RemoveScript = """
        umount "$1/root"
        rm -rf "$1"
        """;

    public static async Task<HostRoom> MakeAsync(
        Keeper keeper,
        string name,
        int number,
        IReadOnlyList<Card> cards,
        HostPlan plan,
        CancellationToken cancel
    )
    {
        var (inside, outside) = ($"{keeper.HostsInside}/{name}", $"{keeper.HostsOutside}/{name}");
        await keeper.ScriptAsync($"root folder of {name}", OverlayScript, [inside], cancel);
        var keys = HostKeys.GenerateAsync($"{outside}/keys", name, cancel);
        await Cabling.AddHostAsync(keeper, name, number, cards, cancel);
        if (plan.Ruleset is { } ruleset)
        {
            string[] load = ["ip", "netns", "exec", name, "nft", "-f", "-"];
            (await Command.RunAsync(keeper.Enter(load), ruleset, cancel: cancel)).OrThrow(
                $"ruleset of {name}"
            );
        }
        var root = new HostRoot($"{outside}/root");
        PlainDebian.Prepare(root, name);
        await keys;
        HostKeys.Install($"{outside}/keys", root);
        Boot.Prepare(root, plan);
        plan.WriteTo(root);
        return new HostRoom($"{inside}/root", root);
    }

    public static async Task RemoveAsync(Keeper keeper, string name, CancellationToken cancel)
    {
        await Cabling.RemoveHostAsync(keeper, name, cancel);
        await keeper.ScriptAsync(
            $"removing the root folder of {name}",
            RemoveScript,
            [$"{keeper.HostsInside}/{name}"],
            cancel
        );
        await ControlGroups.RemoveAsync(keeper.Folder.Id, cancel, name);
    }
}
