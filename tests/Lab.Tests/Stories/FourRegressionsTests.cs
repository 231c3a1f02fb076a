using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>The main job, end to end: a real host breaks in four ways, an operator reads four regressions, heals it and reads four resolutions.</summary>
public sealed class FourRegressionsTests : LabTest
{
    private const string OtherKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOdZrd22Hwkj+OYvah4GdGwvfr3Nr4Lme6BUMrVzeDh stranger";

    [Fact]
    public async Task Four_ways_to_break_a_host_are_four_regressions_and_healing_them_four_resolutions()
    {
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.User("alice")
                    .AuthorizedKey("alice", key.PublicLine)
                    .Sshd("PasswordAuthentication no")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.CheckAsync(web);
        Assert.Empty(await fleet.RegressionsAsync(web));

        await web.DoAsync("chmod", "777", "/home/alice");
        await SetPasswordAuthenticationAsync(web, "yes");
        await web.DoAsync("sh", "-c", $"echo '{OtherKey}' >> /home/alice/.ssh/authorized_keys");
        await web.DoAsync("systemctl", "stop", "ssh");
        await fleet.CheckAsync(web);
        await fleet.CheckAsync(web);

        var broken = await fleet.RegressionsAsync(web);
        Assert.Equal(
            [
                "authorized_key/alice/: absent → ssh-ed25519",
                "ssh.config/password_authentication: no → yes",
                "ssh.paths/strict_modes: drwx------ alice:alice → drwxrwxrwx alice:alice",
                "ssh.service/running: yes → no",
            ],
            broken.Select(Line).Order(StringComparer.Ordinal)
        );

        await web.DoAsync("systemctl", "start", "ssh");
        await SetPasswordAuthenticationAsync(web, "no");
        await web.DoAsync("chmod", "700", "/home/alice");
        await web.DoAsync("sed", "-i", "/stranger$/d", "/home/alice/.ssh/authorized_keys");
        await fleet.CheckAsync(web);
        await fleet.CheckAsync(web);

        Assert.Empty(await fleet.RegressionsAsync(web));
        var healed = await fleet.RegressionsAsync(web, all: true);
        Assert.Equal(
            broken.Select(Id).Order(),
            healed.Where(r => r.GetProperty("state").GetString() == "resolved").Select(Id).Order()
        );
        Assert.All(
            healed,
            r => Assert.NotEqual(JsonValueKind.Null, r.GetProperty("closedAt").ValueKind)
        );
    }

    [Fact]
    public async Task What_was_wrong_at_enrolment_is_a_finding_and_its_repair_is_no_news()
    {
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.User("alice")
                    .AuthorizedKey("alice", key.PublicLine)
                    .Sshd("PasswordAuthentication no")
                    .Run("chmod", "777", "/home/alice")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.CheckAsync(web);

        Assert.Contains("ssh.paths/strict_modes alice fail", await fleet.FindingsAsync(web));
        Assert.Empty(await fleet.RegressionsAsync(web, all: true));

        await web.DoAsync("chmod", "755", "/home/alice");
        await fleet.CheckAsync(web);

        Assert.DoesNotContain("ssh.paths/strict_modes alice fail", await fleet.FindingsAsync(web));
        Assert.Empty(await fleet.RegressionsAsync(web, all: true));
    }

    private static async Task SetPasswordAuthenticationAsync(LabHost host, string value)
    {
        var drop = await host.DoAsync(
            "sh",
            "-c",
            "grep -l PasswordAuthentication /etc/ssh/sshd_config.d/*.conf"
        );
        await host.DoAsync(
            "sed",
            "-i",
            $"s/^PasswordAuthentication .*/PasswordAuthentication {value}/",
            drop.Trim()
        );
        if ((await host.RunAsync("systemctl", "is-active", "--quiet", "ssh")).Succeeded)
        {
            await host.DoAsync("systemctl", "reload", "ssh");
        }
    }

    private static string Line(JsonElement regression)
    {
        var rule = regression.GetProperty("rule").GetString()!;
        var subject = regression.GetProperty("subject").GetString()!;
        var about =
            rule.Length > 0
                ? rule
                : subject[..(subject.LastIndexOf("SHA256", StringComparison.Ordinal))];
        return $"{about}: {regression.GetProperty("before").GetString()} → {regression.GetProperty("after").GetString()}";
    }

    private static long Id(JsonElement regression) => regression.GetProperty("id").GetInt64();
}
