using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Fleet.Controller.Tests.Notifications;

/// <summary>A real mail server in a process of its own (<c>smtp_receiver.py</c>): it can be killed, and it can misbehave.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-smtp-").FullName;
    private readonly string[] _tls;
    private Process? _process;

    private SmtpReceiver(string[] tls) => _tls = tls;

    public int Port { get; private set; }

    /// <summary>What becomes of mail: <c>451</c>, <c>550</c>, <c>drop</c>; empty: it is taken.</summary>
    public string Fault
    {
        set
        {
            File.WriteAllText($"{Faults}.new", value);
            File.Move($"{Faults}.new", Faults, overwrite: true);
        }
    }

    private string Faults => Path.Combine(_folder, "faults");

    private string Taken => Path.Combine(_folder, "taken");

    public static async Task<SmtpReceiver> StartAsync(params string[] certificateAndKey)
    {
        var receiver = new SmtpReceiver(certificateAndKey);
        await receiver.BeginAsync();
        return receiver;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task BeginAsync()
    {
        var start = new ProcessStartInfo("python3")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Notifications", "smtp_receiver.py"),
            $"{Port}",
            Taken,
            Faults,
            .. _tls,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var said = await _process.StandardOutput.ReadLineAsync();
        Assert.True(
            int.TryParse(said, CultureInfo.InvariantCulture, out var port),
            said is null ? await _process.StandardError.ReadToEndAsync() : said
        );
        Port = port;
        _process.BeginErrorReadLine();
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Every mail that was taken.</summary>
    public IReadOnlyList<TakenMail> Mails() =>
        File.Exists(Taken)
            ?
            [
                .. File.ReadAllLines(Taken)
                    .Where(line => line.EndsWith('}'))
                    .Select(line =>
                        JsonSerializer.Deserialize<TakenMail>(line, JsonSerializerOptions.Web)!
                    ),
            ]
            : [];

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed record TakenMail(bool Tls, string User, string From, string[] To, string[] Lines)
{
    /// <summary>The lines before the first empty one, unfolded.</summary>
    public IReadOnlyList<string> Headers =>
        Lines
            .TakeWhile(line => line.Length > 0)
            .Aggregate(
                new List<string>(),
                (headers, line) =>
                {
                    if (line[0] is ' ' or '\t' && headers.Count > 0)
                    {
                        headers[^1] += line;
                    }
                    else
                    {
                        headers.Add(line);
                    }

                    return headers;
                }
            );

    public string Header(string name) =>
        Headers
            .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .Single();
}
