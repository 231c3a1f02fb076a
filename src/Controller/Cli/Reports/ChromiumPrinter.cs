using System.Diagnostics;

namespace Fleet.Controller.Cli.Reports;

/// <summary>Makes a PDF of a page with the Chromium of the machine that the command runs on: fixed arguments, a profile of its own that is gone afterwards, a deadline. The page itself forbids scripts and the network.</summary>
/// <param name="places">Programs that may be there, the first counts.</param>
/// <param name="patience">How long it may take.</param>
internal sealed class ChromiumPrinter(IReadOnlyList<string> places, TimeSpan patience)
{
    /// <summary>Debian's and Fedora's Chromium, and Chrome.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/google-chrome",
    ];

    /// <summary>2,000 hosts take some seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Prints.</summary>
    /// <param name="page">Writes the page.</param>
    /// <param name="into">The PDF's file.</param>
    /// <param name="isRoot">Chromium refuses its sandbox to root; the page is ours, and nothing in it runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why not, and what to do; null: it is there.</returns>
    public async Task<string?> PrintAsync(
        Action<Stream> page,
        string into,
        bool isRoot,
        CancellationToken cancellationToken
    )
    {
        if (places.FirstOrDefault(File.Exists) is not { } program)
        {
            return $"PDF needs Chromium, and there is none at {string.Join(", ", places)}: apt-get install chromium (dnf install chromium), or take --format html and print it";
        }

        var room = Directory.CreateTempSubdirectory("fleet-pdf-").FullName;
        try
        {
            var html = Path.Combine(room, "report.html");
            await using (var file = File.Create(html))
            {
                page(file);
            }

            var made = Path.Combine(room, "report.pdf");
            var problem = await RunAsync(program, room, html, made, isRoot, cancellationToken);
            if (problem is null)
            {
                File.Move(made, into, overwrite: true);
            }

            return problem;
        }
        finally
        {
            Directory.Delete(room, recursive: true);
        }
    }

    private async Task<string?> RunAsync(
        string program,
        string room,
        string html,
        string made,
        bool isRoot,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(Start(program, room, html, made, isRoot));
        if (process is null)
        {
            return $"{program} could not be started";
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        // Both are read to their end: a full pipe would hold it up.
        var talk = process.StandardError.ReadToEndAsync(deadline.Token);
        var rest = process.StandardOutput.ReadToEndAsync(deadline.Token);
        try
        {
            await Task.WhenAll(talk, rest, process.WaitForExitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return $"{program} did not print within {patience.TotalSeconds:0} s: take --format html and print it";
        }

        return process.ExitCode == 0 && File.Exists(made)
            ? null
            : $"{program} ended with {process.ExitCode} and no PDF: {LastLine(await talk)}";
    }

    private static ProcessStartInfo Start(
        string program,
        string room,
        string html,
        string made,
        bool isRoot
    )
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = room,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = room;
        start.Environment["PATH"] = "/usr/bin:/bin";
        string[] arguments =
        [
            "--headless",
            .. isRoot ? ["--no-sandbox"] : Array.Empty<string>(),
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-extensions",
            "--no-first-run",
            "--no-pdf-header-footer",
            $"--user-data-dir={Path.Combine(room, "profile")}",
            $"--print-to-pdf={made}",
            $"file://{html}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
        ?? "it said nothing";
}
