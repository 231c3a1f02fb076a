namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A link carries less than the ends believe, and the router does not say so: the connection opens and hangs in the key exchange.</summary>
public sealed class MtuBlackHole : Scenario
{
    public override string Name => "mtu-black-hole";

    public override string Cause => "27";

    public override IReadOnlyList<string> Told => ["key_exchange.stalled", "key_exchange.path_mtu"];

    public override IReadOnlyList<string> Symptoms =>
        ["expecting SSH2_MSG_KEX_ECDH_REPLY", "SSH2_MSG_KEXINIT sent"];

    // ConnectTimeout ends with the banner: from there on ssh waits as long as TCP does.
    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.RunAsync(
            "timeout",
            "6",
            "ssh",
            "-v",
            "-i",
            scene.Client.InstallKey(scene.Key),
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=accept-new",
            scene.Destination,
            "true"
        );

    public override Func<Lab, Task<Scene>>? Arrange => RoutedScene.RoutedAsync;

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Router!.DoAsync("ip", "link", "set", "dev", "eth1", "mtu", "1280");
        await scene.Router.DoAsync(
            "nft",
            "add table ip silent; add chain ip silent out { type filter hook output priority 0; }; "
                + "add rule ip silent out icmp type destination-unreachable icmp code frag-needed drop"
        );
    }

    // What a router can do for connections whose ends are not its own: tell both a size that fits.
    public override Task HealAsync(Scene scene) =>
        scene.Router!.DoAsync(
            "nft",
            "add chain ip silent clamp { type filter hook forward priority 0; }; "
                + "add rule ip silent clamp tcp flags syn tcp option maxseg size set rt mtu"
        );
}
