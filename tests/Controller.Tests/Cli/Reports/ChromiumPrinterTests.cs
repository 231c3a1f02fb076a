using System.Text;
using Fleet.Browser;
using Fleet.Controller.Cli.Reports;
using Fleet.Controller.Sweeps.Reporting.Formats;
using Fleet.Controller.Tests.Fakes;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Cli.Reports;

public sealed class ChromiumPrinterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_page_becomes_a_PDF_and_nothing_else_is_left()
    {
        Assert.SkipUnless(ChromiumBrowser.IsInstalled, "chromium is not installed");
        using var folder = new TempFolder();
        var report = SampleSweep.Of(30, 10);

        var problem = await new ChromiumPrinter(ChromiumPrinter.Usual, Patience).PrintAsync(
            page => ReportFormats.Find("html")!.Write(report, page),
            folder["report.pdf"],
            Environment.IsPrivilegedProcess,
            default
        );

        Assert.Null(problem);
        var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder["report.pdf"]));
        Assert.StartsWith("%PDF-", pdf);
        Assert.Contains("%%EOF", pdf);
        Assert.Equal(
            ["report.pdf"],
            Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName)
        );
    }

    [Fact]
    public async Task Without_Chromium_it_says_what_to_install()
    {
        using var folder = new TempFolder();

        var problem = await new ChromiumPrinter(["/nonexistent/chromium"], Patience).PrintAsync(
            _ => { },
            folder["report.pdf"],
            isRoot: false,
            default
        );

        Assert.Equal(
            "PDF needs Chromium, and there is none at /nonexistent/chromium: apt-get install chromium (dnf install chromium), or take --format html and print it",
            problem
        );
    }

    [Theory]
    [InlineData("exec sleep 300", "did not print within 1 s")]
    [InlineData("echo 'no display' >&2; exit 21", "ended with 21 and no PDF: no display")]
    [InlineData("exit 0", "ended with 0 and no PDF: it said nothing")]
    public async Task One_that_hangs_or_fails_is_said_in_a_line(string script, string expected)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["chromium"], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(folder["chromium"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var problem = await new ChromiumPrinter(
            [folder["chromium"]],
            TimeSpan.FromSeconds(1)
        ).PrintAsync(_ => { }, folder["report.pdf"], isRoot: false, default);

        Assert.Contains(expected, problem);
        Assert.False(File.Exists(folder["report.pdf"]));
    }
}
