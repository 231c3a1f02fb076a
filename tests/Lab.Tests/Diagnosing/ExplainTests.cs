using System.Text.Json;

namespace Fleet.Lab.Tests.Diagnosing;

/// <summary>What a real ssh -vvv says of a fault on a real host: joined with what the fleet knows, the text has the first cause that a diagnosis has.</summary>
public sealed class ExplainTests : LabTest
{
    private const string Transcript = "/tmp/attempt.txt";

    private static readonly (string Plant, string Heal, string Cause)[] Faults =
    [
        ("chmod 777 /home/alice", "chmod 755 /home/alice", "paths.strict_modes"),
        (
            "cp -a /home/alice/.ssh/authorized_keys /root/keys; : > /home/alice/.ssh/authorized_keys",
            "cat /root/keys > /home/alice/.ssh/authorized_keys",
            "key.not_in_file"
        ),
        (
            "echo 'AllowUsers bob' > /etc/ssh/sshd_config.d/05-team.conf; systemctl restart ssh",
            "rm /etc/ssh/sshd_config.d/05-team.conf; systemctl restart ssh",
            "user.lists"
        ),
        ("chage -E 1 alice", "chage -E -1 alice", "account.expired"),
        ("usermod -s /bin/gone alice", "usermod -s /bin/bash alice", "shell.trouble"),
        ("systemctl stop ssh", "systemctl start ssh", "listener.stopped"),
        (
            "nft 'add table inet f; add chain inet f i { type filter hook input priority 0; }; add rule inet f i tcp dport 22 drop'",
            "nft delete table inet f",
            "firewall.drop"
        ),
    ];

    [Fact]
    public async Task Transcripts_of_real_failures_have_the_first_cause_of_a_diagnosis()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        var rows = new List<(string Cause, string Diagnosed, string Explained)>();
        foreach (var (plant, heal, cause) in Faults)
        {
            await scene.Scene.Web.DoAsync("sh", "-c", plant);
            var attempt = await scene.Scene.LoginAsync("-vvv");
            var diagnosed = (await scene.DiagnoseAsync()).Causes.FirstOrDefault("").Split(' ')[0];
            var explained = await ExplainAsync(scene, attempt.Stderr);
            rows.Add((cause, diagnosed, explained));
            await scene.Scene.Web.DoAsync("sh", "-c", heal);
        }

        foreach (var row in rows)
        {
            Report($"{row.Cause}: diagnose {row.Diagnosed}, explain {row.Explained}");
        }

        Assert.All(rows, row => Assert.Equal(row.Cause, row.Explained));
        Assert.All(rows, row => Assert.Equal(row.Diagnosed, row.Explained));
    }

    private static async Task<string> ExplainAsync(DiagnosedScene scene, string text)
    {
        scene.Scene.Client.WriteFile(Transcript, text);
        var said = await scene.Fleet!.RunAsync(
            "explain",
            "--file",
            Transcript,
            "--host",
            "web-12",
            "--json"
        );
        Assert.True(said.Exit == 1, $"exit {said.Exit}: {said.Stdout}{said.Stderr}");
        return JsonDocument
            .Parse(said.Stdout)
            .RootElement.GetProperty("causes")[0]
            .GetProperty("id")
            .GetString()!;
    }
}
