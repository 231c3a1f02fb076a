using System.Net;
using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary><c>fleet up</c> as a newcomer starts it, on this very machine.</summary>
public sealed class UpProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-up-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task For_a_while_it_ends_by_itself_and_its_last_line_sums_up_this_host()
    {
        await using var up = Up("--for", "60s", "--json");

        Assert.Equal(0, await up.WaitAsync());

        Assert.DoesNotContain(up.Output, line => line.Contains("internal_error"));
        var last = JsonDocument.Parse(up.Output[^1]).RootElement;
        Assert.Equal(Dns.GetHostName(), last.GetProperty("host").GetString());
        var checks = last.GetProperty("checks").EnumerateArray();
        Assert.Superset(
            new HashSet<string?>([
                "ssh.service",
                "ssh.listener",
                "ssh.config",
                "ssh.paths",
                "ssh.host_keys",
                "ssh.auth_log",
            ]),
            checks.Select(check => check.GetProperty("id").GetString()).ToHashSet()
        );
        Assert.Empty(Processes());
    }

    [Fact]
    public async Task Ctrl_C_ends_both()
    {
        await using var up = Up();
        await up.SaysAsync("Watching.");
        Assert.Equal(2, Processes().Length);

        up.Signal("INT");

        Assert.Equal(0, await up.WaitAsync());
        Assert.Empty(Processes());
    }

    [Fact]
    public async Task Killed_it_takes_its_agent_along_and_starts_again_on_the_same_data()
    {
        await using (var killed = Up())
        {
            await killed.SaysAsync("Watching.");
            Assert.Equal(2, Processes().Length);
            killed.Signal("KILL");
            _ = await killed.WaitAsync();
            await GoneAsync();
        }

        var began = DateTimeOffset.UtcNow;
        await using var again = Up();
        await again.SaysAsync("Watching.");

        // What it shows first is what is so now, not what the killed one had stored.
        Assert.All(await LastRunsAsync(), at => Assert.True(at >= began, $"{at} is of before"));
        again.Signal("INT");
        Assert.Equal(0, await again.WaitAsync());
    }

    [Fact]
    public async Task Without_root_it_works_and_names_what_needs_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to become somebody else");
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111);
        string[] asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        await using var reads = StartedProgram.Start([
            .. asNobody,
            "test",
            "-r",
            Built.AgentProgram,
        ]);
        Assert.SkipUnless(await reads.WaitAsync() == 0, "other users cannot read this checkout");
        await using var up = Up(asNobody, []);

        await up.SaysAsync("Watching.");

        Assert.Contains(up.Output, line => line.Contains("sudo"));
        Assert.DoesNotContain(up.Output, line => line.Contains("internal_error"));
        up.Signal("INT");
        Assert.Equal(0, await up.WaitAsync());
    }

    private async Task<DateTimeOffset[]> LastRunsAsync()
    {
        var told = await StartedProgram.RunAsync([
            .. Built.Fleet,
            "host",
            Dns.GetHostName(),
            "--json",
            "--socket",
            Path.Combine(Data, "fleet.sock"),
        ]);
        using var host = JsonDocument.Parse(told.Stdout);
        return
        [
            .. host
                .RootElement.GetProperty("checks")
                .EnumerateArray()
                .Select(check => check.GetProperty("lastRunAt").GetDateTimeOffset()),
        ];
    }

    private StartedProgram Up(params string[] options) => Up([], options);

    private StartedProgram Up(string[] before, string[] options) =>
        StartedProgram.Start(
            [.. before, .. Built.Fleet, "up", "--data", Data, .. options],
            ("FLEET_AGENT", Built.AgentProgram),
            ("HOME", _folder.FullName)
        );

    /// <summary>Controller and agent by their data folder, which stands on both command lines.</summary>
    private int[] Processes() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => CommandLine(folder).Contains(Data, StringComparison.Ordinal))
                .Select(folder => int.Parse(Path.GetFileName(folder))),
        ];

    private static string CommandLine(string folder)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), out _)
                ? File.ReadAllText($"{folder}/cmdline")
                : "";
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }

    private async Task GoneAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Processes() is [_, ..] left)
        {
            Assert.False(limit.IsCancellationRequested, $"still there: {string.Join(' ', left)}");
            await Task.Delay(100);
        }
    }
}
