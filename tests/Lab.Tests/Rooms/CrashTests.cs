using System.Diagnostics;

namespace Fleet.Lab.Tests.Rooms;

public sealed class CrashTests
{
    private const string Announce = "LAB_CRASH_ANNOUNCE";

    [Fact]
    public async Task A_killed_lab_leaves_nothing_that_runs_and_the_next_lab_sweeps_the_rest()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        var announce = Path.Join(Path.GetTempPath(), $"lab-crash-{Guid.NewGuid():N}");
        using var victim = StartVictim(announce);
        var (folder, initPid) = await AnnouncedAsync(announce, victim);
        var id = Path.GetFileName(folder);
        Assert.True(Directory.Exists($"/proc/{initPid}"));
        Assert.NotEmpty(ControlGroupsOf(id));

        victim.Kill(); // SIGKILL: it cannot clean up
        await victim.WaitForExitAsync();
        await using var next = await Lab.OpenAsync();

        Assert.False(Directory.Exists($"/proc/{initPid}"));
        Assert.False(Directory.Exists(folder));
        Assert.Empty(ControlGroupsOf(id));
        Assert.DoesNotContain(id, await File.ReadAllTextAsync("/proc/self/mountinfo"));
        await GoneAsync(id);
        File.Delete(announce);
    }

    [Fact]
    public async Task A_living_lab_is_not_swept()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        await using var first = await Lab.OpenAsync();
        await using var box = await first.StartHost("box", h => h.NoSystemd());
        await using (await Lab.OpenAsync())
        {
            Assert.Equal("box\n", await box.DoAsync("hostname"));
        }
        Assert.Equal("box\n", await box.DoAsync("hostname"));
    }

    [Fact]
    public async Task A_lab_that_is_disposed_of_takes_its_hosts_along()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        var lab = await Lab.OpenAsync();
        var box = await lab.StartHost("box", h => h.NoSystemd());
        var id = Path.GetFileName(lab.Folder);
        await lab.DisposeAsync();
        await box.DisposeAsync();
        Assert.False(Directory.Exists(lab.Folder));
        await GoneAsync(id);
        Assert.Empty(ControlGroupsOf(id));
    }

    /// <summary>Not a test: the process that the crash test kills.</summary>
    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var announce =
            Environment.GetEnvironmentVariable(Announce)
            ?? throw new InvalidOperationException($"{Announce} is not set");
        await using var lab = await Lab.OpenAsync();
        await using var web = await lab.StartHost("web-12");
        await File.WriteAllTextAsync($"{announce}.new", $"{lab.Folder} {web.InitPid}");
        File.Move($"{announce}.new", announce);
        await Task.Delay(Timeout.Infinite);
    }

    private static Process StartVictim(string announce)
    {
        string[] arguments =
        [
            "exec",
            typeof(CrashTests).Assembly.Location,
            "-explicit",
            "only",
            "-method",
            $"{typeof(CrashTests).FullName}.{nameof(Victim)}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment[Announce] = announce;
        return Process.Start(start)!;
    }

    private static async Task<(string Folder, int InitPid)> AnnouncedAsync(
        string announce,
        Process victim
    )
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(announce))
        {
            Assert.False(victim.HasExited, "the process that was to be killed ended by itself");
            await Task.Delay(20, limit.Token);
        }
        var words = (await File.ReadAllTextAsync(announce)).Split(' ');
        return (words[0], int.Parse(words[1]));
    }

    private static string[] ControlGroupsOf(string id) =>
        Directory
            .GetDirectories(
                "/sys/fs/cgroup",
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }
            )
            .Where(group => group.Contains(id))
            .ToArray();

    private static async Task GoneAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (ProcessesThatMention(id) is not [])
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static string[] ProcessesThatMention(string id) =>
        Directory
            .GetDirectories("/proc")
            .Where(process => CommandLine(process).Contains(id))
            .ToArray();

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (IOException)
        {
            return ""; // no process, or it ended meanwhile
        }
    }
}
