using Fleet.Lab.Tests.Scenarios;
using Fleet.Lab.Tests.Scenarios.Playing;

namespace Fleet.Lab.Tests.Diagnosing;

/// <summary>Two faults at once are both named, and a hardened host on which nothing is wrong has none.</summary>
public sealed class DoubleFaultDiagnosisTests
{
    private static readonly (string First, string Second)[] Pairs =
    [
        ("nft-drops", "sshd-stopped"),
        ("not-in-allow-users", "home-writable"),
        ("key-not-listed", "nologin-left"),
    ];

    [Fact]
    public async Task Both_of_two_faults_are_named()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        await using var stage = await Stage.OpenAsync();
        foreach (var (first, second) in Pairs)
        {
            await using var on = await stage.SharedAsync();
            Scenario[] both = [Named(first), Named(second)];

            foreach (var one in both)
            {
                await one.PlantAsync(on.Scene);
            }

            var told = await on.DiagnoseAsync(both[0].Ask(on.Scene));
            Console.Out.WriteLine($"| {first} and {second}: {string.Join(", ", told.Causes)}");
            var ids = told.Causes.Select(cause => cause.Split(' ')[0]).ToList();
            Assert.All(both, one => Assert.Contains(ids, id => one.Told.Contains(id)));

            foreach (var one in both.Reverse())
            {
                await one.HealAsync(on.Scene);
            }

            (await both[0].TryAsync(on.Scene)).OrThrow($"login after {first} and {second}");
        }
    }

    [Fact]
    public async Task A_hardened_host_on_which_nothing_is_wrong_has_no_cause()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        await using var stage = await Stage.OpenAsync();
        await using var on = await stage.OwnAsync(Harden);
        // The laptop has never seen the host: a person says yes to its key once.
        (await on.Scene.LoginAsync()).OrThrow("login");

        var told = await on.DiagnoseAsync([
            on.Scene.Destination,
            "--key",
            on.Scene.Client.InstallKey(on.Scene.Key),
        ]);
        Console.Out.WriteLine(
            FormattableString.Invariant(
                $"| hardened and well: {told.Outcome}, {told.Seconds:0.0} s"
            )
        );
        Assert.True((told.Exit, told.Outcome) == (0, "works"), told.ToString());
        Assert.Empty(told.Causes);
    }

    private static void Harden(HostPlan host) =>
        host.Sshd(
                "PermitRootLogin no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "X11Forwarding no",
                "MaxAuthTries 3",
                "LoginGraceTime 30",
                "AllowUsers alice",
                "ClientAliveInterval 300"
            )
            .Nft(
                """
                table inet filter {
                    chain input {
                        type filter hook input priority 0; policy drop;
                        ct state established,related accept
                        iif "lo" accept
                        meta l4proto { icmp, ipv6-icmp } accept
                        tcp dport 22 ct state new limit rate 10/second accept
                    }
                    chain forward { type filter hook forward priority 0; policy drop; }
                }
                """
            );

    private static Scenario Named(string name) => Scenario.All.Single(each => each.Name == name);
}
