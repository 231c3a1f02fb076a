using System.Diagnostics;
using System.Globalization;
using Fleet.Agent.Spool;
using Fleet.Agent.Tests.Fakes;

namespace Fleet.Agent.Tests.Spool;

public sealed class KillTests
{
    private const int Kills = 20;

    [Fact]
    public async Task Killed_twenty_times_while_writing_it_loses_no_safe_record_and_counts_none_twice()
    {
        using var folder = new TempFolder();
        var random = new Random(20260301);
        var (seq, number) = (0UL, 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            (seq, number) = await WriteUntilKilledAsync(
                folder["spool"],
                random.Next(1, 60),
                seq,
                number
            );
            using var spool = RecordSpool.Open(
                folder["spool"],
                new SpoolLimits(64 << 20, 2_000),
                _ => { }
            );
            Assert.True(
                spool.NewestSeq >= seq,
                $"record {seq} was safe, the newest is {spool.NewestSeq}"
            );
            var reached = long.Parse(spool.CursorOf("count"), CultureInfo.InvariantCulture);
            Assert.Equal((long)spool.NewestSeq, reached);
            (seq, number) = (spool.NewestSeq, reached);
            var held = spool.Read(spool.OldestSeq, 10_000, int.MaxValue, Runs.Noon);
            Assert.Equal(
                held.Select(r => r.Seq.ToString(CultureInfo.InvariantCulture)),
                held.Select(r => (r.Snapshot?.Facts ?? r.Delta.Set).Single().Value)
            );
        }

        Assert.True(number > Kills, $"only {number} records in all");
    }

    /// <summary>Kills the writer after it said so many more records are safe; each continues where the one before stopped.</summary>
    private static async Task<(ulong Seq, long Number)> WriteUntilKilledAsync(
        string folder,
        int records,
        ulong seq,
        long number
    )
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [KilledWriter.Variable] = folder },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        }

        using var writer = Process.Start(start)!;
        for (var i = 0; i < records; i++)
        {
            var said = (
                await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            )!.Split(' ');
            var (nextSeq, nextNumber) = (
                ulong.Parse(said[0], CultureInfo.InvariantCulture),
                long.Parse(said[1], CultureInfo.InvariantCulture)
            );
            Assert.Equal((seq + 1, number + 1), (nextSeq, nextNumber));
            (seq, number) = (nextSeq, nextNumber);
        }

        writer.Kill();
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (seq, number);
    }
}
