using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>Who can log in and by which keys hosts are known, from real hosts through a real controller to a real ssh.</summary>
public sealed class AccessTests : LabTest
{
    private const string Known = "/root/known_hosts";

    [Fact]
    public async Task The_fleets_known_hosts_lets_a_strict_client_in_and_its_records_are_ssh_keygens()
    {
        var key = await Lab.NewKey("alice");
        await using var client = await Lab.StartClient("client");
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.User("alice")
                    .AuthorizedKey("alice", key.PublicLine)
                    .Sshd("AllowUsers alice@10.0.0.0/8 root", "Port 22", "Port 2222")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.CheckAsync(web);

        foreach (
            var form in (string[][])
                [
                    [],
                    ["--hashed"],
                ]
        )
        {
            client.WriteFile(Known, await SayAsync(fleet, ["known-hosts", .. form]), "0600");
            foreach (
                var (host, port) in new[]
                {
                    ("web-12", "22"),
                    ("web-12", "2222"),
                    ($"{web.Address}", "22"),
                }
            )
            {
                var login = await client.Ssh($"alice@{host}", key, ["-p", port, .. Strict]);
                Assert.True(
                    login.Succeeded,
                    $"{host} {port} {string.Join(' ', form)}: {login.Stderr}"
                );
            }
        }

        Assert.Equal(
            await RecordsAsync(web),
            Lines(await SayAsync(fleet, "known-hosts", "--sshfp"))
        );
        await LosesItsKeysAsync(web, client, key);
        await SaysWhoGetsInAsync(fleet, key);
    }

    [Fact]
    public async Task What_an_account_knows_wrongly_of_another_host_is_told_and_its_repair_lets_a_strict_client_in()
    {
        const string own = "/home/alice/.ssh/known_hosts";
        var key = await Lab.NewKey("alice");
        var old = await Lab.NewKey("old");
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").AuthorizedKey("alice", key.PublicLine).Sshd("Port 2222")
        );
        await using var desk = await Lab.StartHost(
            "desk",
            h =>
                h.User("alice")
                    .File(
                        own,
                        $"other ssh-ed25519 {Blob(old)}\n[web-12]:2222 ssh-ed25519 {Blob(old)}\n"
                    )
                    .Run("chown", "-R", "alice", "/home/alice/.ssh")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        foreach (var host in (LabHost[])[web, desk])
        {
            await fleet.JoinAsync(host);
            await fleet.CheckAsync(host);
        }

        var said = await fleet.RunAsync("known-hosts", "--check", "--json");

        Assert.Equal(1, said.Exit);
        var wrong = Assert.Single(
            JsonDocument.Parse(said.Stdout).RootElement.GetProperty("mismatches").EnumerateArray()
        );
        Assert.Equal(
            ("changed", "desk", "alice", "web-12", $"{own}:2"),
            (
                Text(wrong, "kind"),
                Text(wrong, "client"),
                Text(wrong, "account"),
                Text(wrong, "host"),
                Text(wrong, "place")
            )
        );
        foreach (var command in wrong.GetProperty("remedy").EnumerateArray())
        {
            await desk.DoAsync("runuser", "-u", "alice", "--", "sh", "-c", command.GetString()!);
        }

        var login = await desk.Ssh(
            "alice@web-12",
            key,
            ["-p", "2222", "-o", $"UserKnownHostsFile={own}", "-o", "StrictHostKeyChecking=yes"]
        );
        Assert.True(login.Succeeded, login.Stderr);
        await fleet.CheckAsync(desk);
        Assert.Equal(0, (await fleet.RunAsync("known-hosts", "--check")).Exit);
    }

    private static string Blob(SshKeyPair key) => key.PublicLine.Split(' ')[1];

    /// <summary>The same known_hosts refuses a host with other keys.</summary>
    private static async Task LosesItsKeysAsync(LabHost web, LabHost client, SshKeyPair key)
    {
        await web.DoAsync(
            "sh",
            "-c",
            "rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh"
        );
        var refused = await client.Ssh("alice@web-12", key, Strict);
        Assert.Contains("Host key verification failed", refused.Stderr);
    }

    private static async Task SaysWhoGetsInAsync(FleetInLab fleet, SshKeyPair key)
    {
        var rows = (await fleet.AskAsync("access", "--user", "alice"))
            .GetProperty("rows")
            .EnumerateArray()
            .ToList();
        var row = Assert.Single(rows, one => Text(one, "method") == "key");
        Assert.Equal(
            ("web-12", "yes", "alice", "/home/alice/.ssh/authorized_keys:1"),
            (Text(row, "host"), Text(row, "verdict"), Text(row, "comment"), Text(row, "place"))
        );
        var open = row.GetProperty("sources")
            .EnumerateArray()
            .Single(one => Text(one, "verdict") == "yes");
        Assert.Equal("10.0.0.0/8", open.GetProperty("networks")[0].GetString());

        var text = await SayAsync(fleet, "access", "--key", Text(row, "fingerprint"));
        Assert.Contains("10.0.0.0/8", text);
        Assert.Contains(key.Name, text);
        Assert.Empty(
            (await fleet.AskAsync("access", "--orphans")).GetProperty("rows").EnumerateArray()
        );
    }

    private static readonly string[] Strict =
    [
        "-o",
        $"UserKnownHostsFile={Known}",
        "-o",
        "GlobalKnownHostsFile=/dev/null",
        "-o",
        "StrictHostKeyChecking=yes",
    ];

    private static async Task<string> SayAsync(FleetInLab fleet, params string[] arguments) =>
        (await fleet.RunAsync(arguments)).OrThrow(string.Join(' ', arguments)).Stdout;

    /// <summary>What ssh-keygen(1) makes of the same keys, SHA-256 alone.</summary>
    private static async Task<string[]> RecordsAsync(LabHost web) =>
        [
            .. Lines(await web.DoAsync("ssh-keygen", "-r", "web-12"))
                .Where(line => line.Split(' ')[4] == "2"),
        ];

    private static string[] Lines(string text) =>
        [.. text.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)];

    private static string Text(JsonElement of, string property) =>
        of.GetProperty(property).GetString() ?? "";
}
