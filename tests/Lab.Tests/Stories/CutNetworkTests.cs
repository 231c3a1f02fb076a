using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>Three hosts on two networks with a router between: what each of them sees when one way is cut, and when the target itself is deaf.</summary>
public sealed class CutNetworkTests : LabTest
{
    private const string Office = "10.78.0.0/24";
    private const string Lan = "10.77.0.0/24";

    [Fact]
    public async Task A_cut_network_and_a_deaf_host_are_told_apart_by_who_still_gets_through()
    {
        var office = await Lab.AddNetwork("office", Office, "fd78::/64");
        await using var router = await Lab.StartHost(
            "router",
            h =>
                h.NoSystemd()
                    .Without("sshd")
                    .Network(Lab.Network)
                    .Network(office)
                    .Run("sysctl", "-qw", "net.ipv4.ip_forward=1")
        );
        string[] toOffice = ["ip", "route", "add", Office, "via", $"{router.Address}"];
        await using var web = await Lab.StartHost("web-12", h => h.Run(toOffice));
        await using var neighbour = await Lab.StartHost("web-13", h => h.Run(toOffice));
        await using var bastion = await Lab.StartHost(
            "bastion-1",
            h => h.Network(office).Run("ip", "route", "replace", Lan, "via", "10.78.0.10")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.JoinAsync(neighbour);
        await fleet.JoinAsync(bastion);
        var socket = $"{web.Address}:22";

        // 1. Each vantage point gets its target from the controller and reaches it.
        var sights = await SeenAsync(fleet, [], "none", socket);
        Assert.Equal(
            ["bastion-1 connected", "web-13 connected"],
            sights.Where(sight => sight.EndsWith("connected", StringComparison.Ordinal))
        );

        // 2. The router drops what comes from the office: web-12 itself notices nothing.
        await router.DoAsync(
            "nft",
            "add table ip cut; add chain ip cut f { type filter hook forward priority 0; }; add rule ip cut f ip saddr 10.78.0.0/24 tcp dport 22 drop"
        );
        sights = await SeenAsync(fleet, ["--now"], "way", socket);
        Assert.Equal(["bastion-1 timed out", "web-13 connected"], sights);
        Assert.DoesNotContain(
            await fleet.FindingsAsync(web),
            finding => finding.StartsWith("host.reach/", StringComparison.Ordinal)
        );

        // 3. What it saw on demand is what its check reports, and a regression of the vantage point.
        await fleet.CheckAsync(bastion, "ssh.reach");
        Assert.Contains($"ssh.reach/open web-12 {socket} fail", await fleet.FindingsAsync(bastion));

        // 4. Where nobody gets through any more it is the host.
        await web.DoAsync("systemctl", "stop", "ssh");
        sights = await SeenAsync(fleet, ["--now"], "target", socket);
        Assert.Equal(["bastion-1 timed out", "web-13 refused"], sights);

        // 5. One vantage point alone can be asked, and says so.
        var alone = await fleet.RunAsync("reach", "web-12", "--now", "--from", "web-13");
        Assert.Equal(0, alone.Exit);
        Assert.Contains("a single vantage point cannot tell", alone.Stdout.ReplaceLineEndings(" "));
    }

    /// <summary>Asks until the fleet comes to the verdict on the socket: rounds of assignment and the pace of looks take their time.</summary>
    private static async Task<string[]> SeenAsync(
        FleetInLab fleet,
        string[] options,
        string fault,
        string socket
    )
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(100));
        while (true)
        {
            var answer = await fleet.RunAsync(["reach", "web-12", .. options, "--json"]);
            if (answer.Exit is 0 or 1 or 3 && answer.Stdout.Length > 0)
            {
                var report = JsonDocument.Parse(answer.Stdout).RootElement;
                var sights = report
                    .GetProperty("sights")
                    .EnumerateArray()
                    .Where(sight => Text(sight, "endpoint") == socket)
                    .Select(sight => $"{Text(sight, "from")} {Text(sight, "outcome")}")
                    .Order(StringComparer.Ordinal)
                    .ToArray();
                var verdict = report
                    .GetProperty("verdicts")
                    .EnumerateArray()
                    .Where(each => Text(each, "endpoint") == socket)
                    .Select(each => Text(each, "fault"))
                    .SingleOrDefault();
                if (sights.Length == 2 && verdict == fault)
                {
                    return sights;
                }
            }

            Assert.False(
                limit.IsCancellationRequested,
                $"never {fault}: {answer.Stdout}{answer.Stderr}"
            );
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    private static string Text(JsonElement of, string property) =>
        of.GetProperty(property).GetString() ?? "";
}
