using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Tests.Parsing.Pam;

public sealed class PamFileTests
{
    [Fact]
    public void A_line_has_type_control_module_and_arguments()
    {
        var line = Assert.Single(
            PamFile
                .Parse("-SESSION\t[success=1 default=ignore] pam_x.so [a b\\]c] quiet # why\n")
                .Lines
        );

        Assert.Equal(
            (PamType.Session, "[success=1 default=ignore]", "pam_x.so", true),
            (line.Type, line.Control, line.Module, line.IsQuiet)
        );
        Assert.Equal(["a b]c", "quiet"], line.Arguments);
    }

    [Fact]
    public void A_backslash_goes_on_in_the_next_line_and_the_first_one_counts()
    {
        var lines = PamFile
            .Parse("\n# x\naccount \\\n  required\\\n pam_unix.so\nauth required pam_deny.so")
            .Lines;

        Assert.Equal([3, 6], lines.Select(line => line.Line));
        Assert.Equal("pam_unix.so", lines[0].Module);
    }

    [Theory]
    [InlineData("acount required pam_unix.so", "unknown type")]
    [InlineData("account", "no control value")]
    [InlineData("account required", "no module")]
    [InlineData("account requierd pam_unix.so", "unknown control value requierd")]
    [InlineData("@include", "@include names no file")]
    public void What_libpam_cannot_read_says_why(string line, string error) =>
        Assert.Equal(error, Assert.Single(PamFile.Parse(line).Lines).Error);

    [Fact]
    public void Any_bytes_are_read_without_a_surprise()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([
                .. Enumerable
                    .Range(0, 60)
                    .Select(_ => "[]\\#@- \n\tain=1:cludeABC\0"[random.Next(24)]),
            ]);
            PamFile.Parse(text);
            PamFile.Parse(text, withService: true);
            AccessConf.Parse(text);
            LimitsConf.Parse(text);
            PamControl.Parse(text);
        }
    }

    [Fact]
    public void A_tally_locks_once_enough_failures_lie_close_together()
    {
        var conf = FaillockConf.Parse("deny = 3\n# unlock_time = 5\n", ["unlock_time=60"]);
        var now = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);

        Assert.Equal(now.AddSeconds(60), Tally(now, 0, -10, -20).LockedUntil(conf));
        Assert.Null(Tally(now, 0, -10, -901).LockedUntil(conf));
        Assert.Null(Tally(now, 0, -10).LockedUntil(conf));
        Assert.Null(FaillockTally.Parse(new byte[63]));
    }

    internal static byte[] TallyFile(DateTimeOffset now, params int[] seconds)
    {
        var file = new byte[64 * seconds.Length];
        for (var at = 0; at < seconds.Length; at++)
        {
            file[(64 * at) + 54] = 1;
            BitConverter
                .GetBytes(now.ToUnixTimeSeconds() + seconds[at])
                .CopyTo(file, (64 * at) + 56);
        }

        return file;
    }

    private static FaillockTally Tally(DateTimeOffset now, params int[] seconds) =>
        FaillockTally.Parse(TallyFile(now, seconds))!;
}
