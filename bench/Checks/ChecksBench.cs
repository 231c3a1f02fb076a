using System.Text.Json;
using Fleet.Lab;

namespace Fleet.Bench.Checks;

/// <summary>What all checks of one host cost, on a lab host with systemd, a running sshd, three users, a firewall and a resolver that refuses at once: <see cref="ChecksHere"/> run in it.</summary>
internal static class ChecksBench
{
    private const string Ruleset = """
        table inet filter {
            chain input {
                type filter hook input priority 0; policy drop;
                iif lo accept
                ct state established,related accept
                meta l4proto ipv6-icmp accept
                tcp dport 22 accept
            }
        }

        """;

    /// <exception cref="ArgumentException">There is an option that is none, or this machine cannot run lab hosts.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        if (Lab.Lab.WhyNot() is { } reason)
        {
            throw new ArgumentException(reason, nameof(options));
        }

        await using var lab = await Lab.Lab.OpenAsync();
        var key = await lab.NewKey();
        await using var host = await lab.StartHost(
            "web-1",
            h =>
                h.User("alice")
                    .User("bob")
                    .User("carol")
                    .AuthorizedKey("alice", key.PublicLine)
                    .AuthorizedKey("bob", key.PublicLine)
                    .Nft(Ruleset)
                    .File("/etc/resolv.conf", "nameserver 127.0.0.1\n")
        );
        var program = Path.Combine(AppContext.BaseDirectory, "fleet-bench.dll");
        var run = await host.RunAsync(
            [Environment.ProcessPath!, program, "checks-here", "--json", .. options],
            limit: TimeSpan.FromMinutes(5)
        );
        run.OrThrow("bench/run checks-here");
        foreach (var line in run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var read = JsonDocument.Parse(line);
            var figure = read.RootElement;
            var floor = figure.GetProperty("floor");
            yield return new(
                "checks",
                figure.GetProperty("figure").GetString()!,
                figure.GetProperty("value").GetDouble(),
                figure.GetProperty("unit").GetString()!,
                floor.ValueKind == JsonValueKind.Number ? floor.GetDouble() : null
            );
        }
    }
}
