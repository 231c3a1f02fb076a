using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Sweeping;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;

namespace Fleet.Controller.Cli.Reports;

/// <summary><c>fleet sweep report</c>: a sweep in the form that its reader wants, made on the machine of who asks.</summary>
internal static class ReportCommand
{
    private const string Pdf = "pdf";

    /// <summary>What a file's name says of its form.</summary>
    private static readonly Dictionary<string, string> ByExtension = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".html"] = "html",
        [".htm"] = "html",
        [".json"] = "json",
        [".csv"] = "csv",
        [".xml"] = "junit",
        [".sarif"] = "sarif",
        [".md"] = "markdown",
        [".pdf"] = Pdf,
    };

    public static Command In(CommandFrame frame)
    {
        var id = SweepId.Argument("ID", "Which sweep, such as S-7");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write it (default: standard output)",
            HelpName = "FILE",
        };
        var format = new Option<string?>("--format")
        {
            Description =
                $"{string.Join("; ", ReportFormats.All.Select(each => $"{each.Name}: {each.Purpose}"))}; pdf: the page on paper, by this machine's Chromium (default: as the file's name says)",
            HelpName = "FORM",
        };
        format.AcceptOnlyFromAmong([.. ReportFormats.All.Select(each => each.Name), Pdf]);
        return frame.Asking(
            "report",
            "A sweep for auditors, spreadsheets, build servers and tickets: the same numbers in every form",
            [
                "fleet sweep report S-7 -o report.html",
                "fleet sweep report S-7 --format pdf -o report.pdf",
                "fleet sweep report S-7 --format junit > sweep.xml",
                "fleet sweep report S-7 --format sarif -o sweep.sarif",
            ],
            [id, format, output],
            async (asked, cancellationToken) =>
            {
                var file = asked.Parsed.GetValue(output);
                var name = asked.Parsed.GetValue(format) ?? FormatOf(file, asked.Screen.Json);
                if (Problem(name, file) is { } problem)
                {
                    return asked.Screen.Fail(problem, ExitCode.Usage);
                }

                var report = await SweepFetch.ReportAsync(
                    asked.Client,
                    asked.Parsed.GetValue(id),
                    withResults: true,
                    cancellationToken
                );
                return await WriteAsync(
                    asked,
                    frame.Environment.IsRoot,
                    report,
                    name!,
                    file,
                    cancellationToken
                );
            }
        );
    }

    private static string? FormatOf(string? file, bool json) =>
        file is not null ? ByExtension.GetValueOrDefault(Path.GetExtension(file))
        : json ? "json"
        : null;

    private static string? Problem(string? format, string? file) =>
        format is null
            ? $"--format is missing: expected one of {string.Join(", ", ReportFormats.All.Select(each => each.Name))}, {Pdf}"
        : format == Pdf && file is null ? "a PDF needs a file: --format pdf -o report.pdf"
        : null;

    private static async Task<int> WriteAsync(
        Asked asked,
        bool isRoot,
        SweepReport report,
        string name,
        string? file,
        CancellationToken cancellationToken
    )
    {
        var problem = name switch
        {
            Pdf => await new ChromiumPrinter(
                ChromiumPrinter.Usual,
                ChromiumPrinter.Patience
            ).PrintAsync(
                page => ReportFormats.Find("html")!.Write(report, page),
                file!,
                isRoot,
                cancellationToken
            ),
            _ when file is not null => ReportFile.Write(
                file,
                into => ReportFormats.Find(name)!.Write(report, into)
            ),
            _ => await PrintAsync(asked, report, name),
        };
        if (problem is not null)
        {
            return asked.Screen.Fail(problem, ExitCode.Offline);
        }

        if (file is not null)
        {
            asked.Screen.Talk(
                $"fleet: {file}: sweep {SweepId.Text(report.Sweep.Id)} over {report.Hosts.Length} hosts as {name}"
            );
        }

        return ExitCode.Clean;
    }

    private static async Task<string?> PrintAsync(Asked asked, SweepReport report, string name)
    {
        using var written = new MemoryStream();
        ReportFormats.Find(name)!.Write(report, written);
        written.Position = 0;
        using var text = new StreamReader(written);
        var block = new char[64 * 1024];
        while (await text.ReadAsync(block) is > 0 and var count)
        {
            await asked.Screen.Out.WriteAsync(block.AsMemory(0, count));
        }

        return null;
    }
}
