using System.Diagnostics;
using System.Globalization;
using Fleet.Browser;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;
using Fleet.Samples;

namespace Fleet.Bench.Report;

/// <summary>A report of a large sweep: how long each form takes to write, and how long a real Chromium takes to show the page, beside an empty page in the same browser.</summary>
internal static class ReportBench
{
    private const int Controls = 40;
    private const int Rounds = 7;

    /// <exception cref="ArgumentException">The option is not <c>--hosts N</c>.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        var hosts = options switch
        {
            [] => 2000,
            ["--hosts", var number]
                when int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
            _ => throw new ArgumentException("expected --hosts N, or nothing", nameof(options)),
        };
        var report = SampleSweep.Of(hosts, Controls);
        foreach (var format in ReportFormats.All)
        {
            var (milliseconds, bytes) = Best(format, report);
            yield return new("report", $"{format.Name}: written, best", milliseconds, "ms", null);
            yield return new("report", $"{format.Name}: size", bytes / 1e6, "MB", null);
        }

        if (!ChromiumBrowser.IsInstalled)
        {
            yield break;
        }

        var folder = Directory.CreateTempSubdirectory("fleet-report-");
        try
        {
            await foreach (var figure in OpenedAsync(folder.FullName, report))
            {
                yield return figure;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async IAsyncEnumerable<Figure> OpenedAsync(string folder, SweepReport report)
    {
        var (page, empty) = (Path.Combine(folder, "page.html"), Path.Combine(folder, "empty.html"));
        await using (var file = File.Create(page))
        {
            ReportFormats.Find("html")!.Write(report, file);
        }

        await File.WriteAllTextAsync(empty, "<!DOCTYPE html><title>empty</title>");
        var opened = new List<double>();
        var floor = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // A browser of its own each time: nothing is warm.
            await using var browser = await ChromiumBrowser.StartAsync();
            floor.Add((await browser.OpenAsync(empty)).TotalMilliseconds);
            opened.Add((await browser.OpenAsync(page)).TotalMilliseconds);
        }

        var least = Median(floor);
        yield return new("report", "opened in Chromium, median", Median(opened), "ms", least);
        yield return new("report", "opened in Chromium, worst", opened.Max(), "ms", least);
    }

    private static (double Milliseconds, long Bytes) Best(IReportFormat format, SweepReport report)
    {
        var (best, bytes) = (double.MaxValue, 0L);
        for (var round = 0; round < 3; round++)
        {
            using var output = new MemoryStream();
            var began = Stopwatch.GetTimestamp();
            format.Write(report, output);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            bytes = output.Length;
        }

        return (best, bytes);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
