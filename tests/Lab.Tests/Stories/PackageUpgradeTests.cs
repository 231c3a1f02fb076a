using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A package upgrade rewrites sshd's configuration on five hosts: one message names the upgrade, whom it concerns and what changed; two hosts accept it, three are repaired.</summary>
public sealed class PackageUpgradeTests : LabTest
{
    private const string Package = "site-ssh-config";
    private const string Rule = "ssh.config/permit_root_login";
    private const string Lists = "sshd_config/AllowUsers";
    private static readonly string[] Names = ["web-1", "web-2", "web-3", "web-4", "web-5"];
    private static readonly string[] Accepting = ["web-1", "web-2"];

    [Fact]
    public async Task One_message_tells_of_an_upgrade_on_five_hosts_and_each_host_goes_its_own_way_from_there()
    {
        var key = await Lab.NewKey();
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await using var receiver = await WebhookInLab.StartAsync(Lab);
        await ApplyAsync(fleet, receiver);
        var hosts = await Task.WhenAll(Names.Select(name => StartAsync(name, key.PublicLine)));
        try
        {
            foreach (var host in hosts)
            {
                await fleet.JoinAsync(host);
                await fleet.CheckAsync(host, "ssh.config");
            }

            Assert.Empty(await OpenAsync(fleet));

            await UpgradeAsync(hosts);
            await Task.WhenAll(hosts.Select(host => fleet.CheckAsync(host, "ssh.config")));

            await OneMessageTellsAllAsync(fleet, receiver);
            await SomeAcceptAndSomeRepairAsync(fleet, hosts);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    private async Task<LabHost> StartAsync(string name, string publicLine)
    {
        var host = await Lab.StartHost(
            name,
            h =>
                h.User("alice")
                    .AuthorizedKey("alice", publicLine)
                    .User("deploy")
                    .Password("deploy", "a long pass phrase")
                    .Password("root", "another pass phrase")
        );
        await InstallAsync(host, "1.0", "AllowUsers alice deploy root", "PermitRootLogin no");
        return host;
    }

    private static async Task UpgradeAsync(IEnumerable<LabHost> hosts)
    {
        foreach (var host in hosts)
        {
            await InstallAsync(host, "1.1", "AllowUsers deploy root", "PermitRootLogin yes");
        }
    }

    /// <summary>Builds the package on the host and installs it with dpkg, as an operator who has no archive would.</summary>
    private static async Task InstallAsync(LabHost host, string version, params string[] lines)
    {
        var script = $"""
            set -e
            d=$(mktemp -d); chmod 755 $d
            mkdir -p $d/DEBIAN $d/etc/ssh/sshd_config.d
            printf '%s\n' 'Package: {Package}' 'Version: {version}' 'Architecture: all' 'Maintainer: Site <root@localhost>' 'Description: what this site wants of sshd' > $d/DEBIAN/control
            printf '%s\n' '#!/bin/sh' 'systemctl reload ssh' > $d/DEBIAN/postinst
            chmod 755 $d/DEBIAN/postinst
            printf '%s\n' {string.Join(
                ' ',
                lines.Select(line => $"'{line}'")
            )} > $d/etc/ssh/sshd_config.d/05-site.conf
            dpkg-deb --root-owner-group --build $d $d.deb
            dpkg -i $d.deb
            rm -r $d $d.deb
            """;
        await host.DoAsync("sh", "-c", script);
    }

    private async Task ApplyAsync(FleetInLab fleet, WebhookInLab receiver)
    {
        var policy = Path.Combine(Lab.Folder, "policy.yaml");
        await File.WriteAllTextAsync(
            policy,
            $$"""
            version: 1
            notifications:
              receivers:
                - name: ops
                  webhook: {url: "{{receiver.Url}}"}
                  allow_networks: ["{{Lab.Gateway}}/32"]
              routes:
                - receivers: [ops]
                  group_wait: 15s

            """
        );
        (await fleet.RunAsync("policy", "apply", policy, "--reason", "who is told")).OrThrow(
            "fleet policy apply"
        );
        (await fleet.RunAsync("notify", "test", "ops")).OrThrow("fleet notify test");
    }

    private static async Task OneMessageTellsAllAsync(FleetInLab fleet, WebhookInLab receiver)
    {
        var message = Assert.Single(await receiver.TellsAsync("opened", Rule, Lists));
        Assert.Equal(Names.Length, message.GetProperty("hostCount").GetInt32());
        Assert.Contains($"package {Package} 1.0 → 1.1 came just before", Texts(message, "clues"));
        Assert.Contains("root can now log in with a password on 5 hosts", Texts(message, "impact"));
        Assert.Contains("alice lost access (1 key) on 5 hosts", Texts(message, "impact"));
        var topics = message.GetProperty("topics").EnumerateArray().ToList();
        Assert.Equal(2, topics.Count);
        Assert.All(
            topics,
            topic => Assert.Equal(Names.Length, topic.GetProperty("hostCount").GetInt32())
        );
        var root = Assert.Single(topics, one => one.GetProperty("rule").GetString() == Rule);
        var lists = Assert.Single(topics, one => one.GetProperty("rule").GetString() != Rule);
        Assert.Equal(
            ("no", "yes"),
            (root.GetProperty("before").GetString(), root.GetProperty("after").GetString())
        );
        Assert.Equal(
            ("alice deploy root", "deploy root"),
            (lists.GetProperty("before").GetString(), lists.GetProperty("after").GetString())
        );

        // The same numbers, words and reasons where an operator looks for them.
        var group = root.GetProperty("regression").GetInt64();
        var why = await fleet.AskAsync("why", $"{group}");
        Assert.Equal(
            "package",
            why.GetProperty("clues").EnumerateArray().First().GetProperty("kind").GetString()
        );
        var text = (await fleet.RunAsync("regressions")).Stdout;
        Assert.Contains("alice lost access (1 key)", text, StringComparison.Ordinal);
        Assert.True(
            text.IndexOf("alice lost access", StringComparison.Ordinal)
                < text.IndexOf("root can now log in", StringComparison.Ordinal),
            text
        );
    }

    private static async Task SomeAcceptAndSomeRepairAsync(FleetInLab fleet, LabHost[] hosts)
    {
        foreach (var group in (await OpenAsync(fleet)).Select(Group).Distinct().ToList())
        {
            await fleet.AskAsync([
                "accept",
                $"{group}",
                "--reason",
                "these two are rebuilt tonight",
                .. Accepting.SelectMany(name => new[] { "--host", name }),
            ]);
        }

        foreach (var host in hosts.Where(host => !Accepting.Contains(host.Name)))
        {
            await InstallAsync(host, "1.2", "AllowUsers alice deploy root", "PermitRootLogin no");
            await fleet.CheckAsync(host, "ssh.config");
        }

        var all = (await fleet.AskAsync("regressions", "--all"))
            .GetProperty("regressions")
            .EnumerateArray()
            .ToList();
        Assert.Empty(await OpenAsync(fleet));
        foreach (var about in (string[])[Rule, Lists])
        {
            Assert.Equal(
                Names.Select(name => (name, Accepting.Contains(name) ? "accepted" : "resolved")),
                all.Where(one => About(one) == about)
                    .Select(one =>
                        (
                            one.GetProperty("host").GetString()!,
                            one.GetProperty("state").GetString()!
                        )
                    )
                    .Order()
            );
        }

        var text = (await fleet.RunAsync("regressions", "--all")).Stdout;
        Assert.Contains("these two are rebuilt tonight", text, StringComparison.Ordinal);
    }

    /// <summary>What is open of what the package decides; a busy machine may show more.</summary>
    private static async Task<List<JsonElement>> OpenAsync(FleetInLab fleet) =>
        [
            .. (await fleet.AskAsync("regressions"))
                .GetProperty("regressions")
                .EnumerateArray()
                .Where(one => About(one) is Rule or Lists),
        ];

    private static long Group(JsonElement regression) => regression.GetProperty("group").GetInt64();

    private static string About(JsonElement regression) =>
        regression.GetProperty("rule").GetString() is { Length: > 0 } rule
            ? rule
            : regression.GetProperty("subject").GetString()!;

    private static IEnumerable<string> Texts(JsonElement message, string name) =>
        message.GetProperty(name).EnumerateArray().Select(one => one.GetString()!);
}
