using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Our reader against this machine's <c>sshd -T -C</c>, over generated configurations with every keyword, Include and Match.</summary>
public sealed class SshdDifferentialTests
{
    private const int Usual = 360;
    private const int Long = 4000;
    private const int Shown = 6;

    // What sshd minds beyond the grammar: an address outside the family, methods that are all off, a command without its user or that nobody may run, in -T alone a LocalPort it was not told, host keys that are not there, what was not built in, and what only a connection's second reading meets.
    private static readonly string[] BeyondGrammar =
    [
        "bad addr",
        "cannot be satisfied",
        "'lport' not in",
        "set without AuthorizedKeysCommandUser",
        "not supported on this platform",
        "Bad SSH2 ",
        "no hostkeys available",
        "reprocess config",
    ];

    [Fact]
    public async Task Generated_configurations_read_as_this_machine_s_sshd_reads_them()
    {
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess
                && File.Exists("/usr/sbin/sshd")
                && File.Exists("/usr/bin/unshare"),
            "needs root and sshd"
        );
        var version = await SshdBatch.VersionAsync();
        using var batch = new SshdBatch();
        var random = new Random(20260301);
        var count = Environment.GetEnvironmentVariable("FLEET_TESTS_LONG") == "1" ? Long : Usual;
        var drawn = Enumerable
            .Range(0, count)
            .Select(_ => DrawnConfig.Draw(random))
            .Prepend(new DrawnConfig([], [], SshdConnection.Unspecified))
            .ToList();
        var said = await batch.AskAsync(drawn);
        Assert.SkipUnless(said[0].Code == 0, $"this sshd cannot answer -T: {said[0].Error}");

        var accepted = said.Count(one => one.Code == 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} configurations, {accepted} good");
        var wrong = drawn
            .Zip(said, (config, one) => (config, Reason: Disagreement(config, one, version)))
            .Where(pair => pair.Reason is not null)
            .ToList();
        var shown = wrong.DistinctBy(pair => pair.Reason!.Split(':')[0]).Take(Shown);
        Assert.True(accepted > count / 2, $"only {accepted} of {count} are good ones");
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {count}, some of them as small as they get:\n"
                + string.Join(
                    "\n\n",
                    await SmallestAsync(batch, [.. shown.Select(pair => pair.config)], version)
                )
        );
    }

    [Fact]
    public async Task Every_keyword_that_this_sshd_prints_is_drawn()
    {
        Assert.SkipUnless(
            File.Exists("/usr/sbin/sshd") && Environment.IsPrivilegedProcess,
            "no sshd"
        );
        using var batch = new SshdBatch();
        var said = await batch.AskAsync([new DrawnConfig([], [], SshdConnection.Unspecified)]);
        Assert.SkipUnless(said[0].Code == 0, "this sshd cannot answer -T");
        var drawn = SshdLines
            .Good.Select(line => line.Split(' ')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(
            said[0]
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' ')[0]),
            keyword => !drawn.Contains(keyword)
        );
    }

    private static string? Disagreement(DrawnConfig drawn, SshdSaid said, OpenSshVersion version)
    {
        var config = SshdConfigReader.Read(
            "config",
            string.Join('\n', drawn.Lines),
            version,
            pattern => SshdBatch.Include(drawn, pattern)
        );
        if (said.Code != 0 || !config.Errors.IsEmpty)
        {
            var told = config.Errors.IsEmpty && Array.Exists(BeyondGrammar, said.Error.Contains);
            return said.Code != 0 && (told || !config.Errors.IsEmpty)
                ? null
                : $"sshd {said.Code} {said.Error}, ours {string.Join("; ", config.Errors)}";
        }

        Assert.True(SshdTOutput.TryRead(said.Output, out var theirs));
        var ours = SshdEvaluator.Evaluate(config, drawn.Connection, version);
        return theirs
            .Settings.Concat(ours.Settings)
            .Select(setting => setting.Name)
            .Distinct()
            .Where(name => ours.IsSure(name) && theirs[name] != ours[name])
            .Select(name => $"{name}: sshd '{theirs[name]}', ours '{ours[name]}'")
            .FirstOrDefault();
    }

    /// <summary>Takes lines away for as long as what is left is read differently too.</summary>
    private static async Task<IEnumerable<string>> SmallestAsync(
        SshdBatch batch,
        List<DrawnConfig> wrong,
        OpenSshVersion version
    )
    {
        for (var moved = wrong.Count > 0; moved; )
        {
            var candidates = wrong
                .SelectMany((one, at) => one.Simpler().Select(config => (At: at, Config: config)))
                .ToList();
            var said = await batch.AskAsync([.. candidates.Select(each => each.Config)]);
            var smaller = candidates
                .Where((each, at) => Disagreement(each.Config, said[at], version) is not null)
                .DistinctBy(each => each.At)
                .ToList();
            smaller.ForEach(each => wrong[each.At] = each.Config);
            moved = smaller.Count > 0;
        }

        var last = await batch.AskAsync(wrong);
        return wrong
            .Zip(last, (config, one) => $"{config}\n=> {Disagreement(config, one, version)}")
            .Distinct();
    }
}
