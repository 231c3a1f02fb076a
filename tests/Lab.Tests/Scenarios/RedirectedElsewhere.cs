namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A redirect that was meant for a web server has taken port 22: what answers is no SSH server.</summary>
public sealed class RedirectedElsewhere : Scenario
{
    public override string Name => "redirected-elsewhere";

    public override string Cause => "25";

    public override IReadOnlyList<string> Told => ["firewall.divert", "banner.not_ssh"];

    public override IReadOnlyList<string> Symptoms =>
        ["kex_exchange_identification", "banner exchange"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.StartUnitAsync("web", ["python3", "-m", "http.server", "8080"]);
        await scene.WaitForAsync("ss -Hltn sport = :8080 | grep -q LISTEN");
        await scene.Web.DoAsync(
            "nft",
            "add table ip web; add chain ip web pre { type nat hook prerouting priority -100; }; add rule ip web pre tcp dport { 22, 80 } redirect to :8080"
        );
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("nft", "delete", "table", "ip", "web");
        await scene.Web.DoAsync("systemctl", "stop", "web");
    }
}
