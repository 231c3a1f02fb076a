using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>"Could alice log in?" through a real controller, with its fix run on the host and a real ssh to try; then a file that would undo it.</summary>
public sealed class WhatIfTests : LabTest
{
    [Fact]
    public async Task What_fleet_can_says_is_what_ssh_does_before_and_after_the_fix()
    {
        var key = await Lab.NewKey("alice");
        await using var bastion = await Lab.StartHost("bastion-1", h => h.User("bob"));
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.User("alice")
                    .AuthorizedKey("alice", key.PublicLine)
                    .Sshd("AllowUsers alice@192.0.2.0/24 root")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        foreach (var host in (LabHost[])[web, bastion])
        {
            await fleet.JoinAsync(host);
            await fleet.CheckAsync(host);
        }

        var no = await CanAsync(fleet, 1);
        Assert.False((await bastion.Ssh($"alice@{web.Address}", key)).Succeeded);
        // The bastion has an address of each family, and whoever dials web-12 by its name may take either.
        var answers = no.GetProperty("answers").EnumerateArray().ToList();
        Assert.Contains(
            $"{bastion.Address}",
            answers.Select(answer => answer.GetProperty("source").GetString())
        );
        foreach (var way in answers.Select(answer => answer.GetProperty("ways")[0]))
        {
            Assert.Equal(
                "AllowUsers alice@192.0.2.0/24 root",
                way.GetProperty("deciding").GetProperty("line").GetString()
            );
            foreach (var command in way.GetProperty("fix").EnumerateArray())
            {
                await web.DoAsync("sh", "-ec", command.GetString()!);
            }
        }

        await fleet.CheckAsync(web);
        var yes = await CanAsync(fleet, 0);
        Assert.Equal("yes", yes.GetProperty("verdict").GetString());
        Assert.Equal("online", yes.GetProperty("age").GetProperty("link").GetString());
        Assert.True((await bastion.Ssh($"alice@{web.Address}", key)).Succeeded);
        await LocksOutAsync(fleet);
    }

    private async Task LocksOutAsync(FleetInLab fleet)
    {
        var file = Path.Combine(Lab.Folder, "proposed");
        await File.WriteAllTextAsync(file, "UsePAM yes\nAllowUsers bob\n");
        var answer = await fleet.RunAsync("preflight", "web-12", "--sshd-config", file, "--json");

        Assert.Equal(1, answer.Exit);
        var said = JsonDocument.Parse(answer.Stdout).RootElement;
        Assert.Contains(
            "alice",
            said.GetProperty("lockedOut").EnumerateArray().Select(user => user.GetString())
        );
        Assert.True(said.GetProperty("nobodyLeft").GetBoolean());

        await File.WriteAllTextAsync(file, "UsePAM yes\nPermitRootLgin no\n");
        var invalid = await fleet.RunAsync("preflight", "web-12", "--sshd-config", file);
        Assert.Equal(2, invalid.Exit);
        Assert.StartsWith(
            $"{file}:2:1: Bad configuration option: PermitRootLgin",
            invalid.Stdout,
            StringComparison.Ordinal
        );
    }

    private static async Task<JsonElement> CanAsync(FleetInLab fleet, int exit)
    {
        var answer = await fleet.RunAsync(
            "can",
            "alice",
            "from",
            "bastion-1",
            "to",
            "web-12",
            "--json"
        );
        Assert.True(answer.Exit == exit, $"{answer.Exit}: {answer.Stdout}{answer.Stderr}");
        return JsonDocument.Parse(answer.Stdout).RootElement;
    }
}
