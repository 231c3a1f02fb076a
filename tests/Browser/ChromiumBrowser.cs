using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Browser;

/// <summary>A real Chromium with one page, driven by its own protocol (https://chromedevtools.github.io/devtools-protocol/): Debian's package, no library.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket;
    private int _last;

    private ChromiumBrowser(Process process, string profile, ClientWebSocket socket) =>
        (_process, _profile, _socket) = (process, profile, socket);

    /// <summary>Debian's package chromium is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public static async Task<ChromiumBrowser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("fleet-chromium-").FullName;
        var start = new ProcessStartInfo(Program)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var argument in (string[])
                [
                    "--headless",
                    // Root has no user namespace to hide in; the page is ours.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-dev-shm-usage",
                    "--remote-debugging-port=0",
                    "--window-size=1200,900",
                    $"--user-data-dir={profile}",
                    "about:blank",
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var socket = new ClientWebSocket();
        var browser = new ChromiumBrowser(process, profile, socket);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(await PageAsync(profile, patience.Token), patience.Token);
            _ = await browser.AskAsync("Page.enable");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page.</summary>
    /// <returns>The time until it is loaded, laid out and painted.</returns>
    public async Task<TimeSpan> OpenAsync(string path)
    {
        var began = Stopwatch.GetTimestamp();
        var asked = await SendAsync("Page.navigate", new() { ["url"] = $"file://{path}" });
        await UntilAsync(message =>
            message["id"]?.GetValue<int>() == asked && message["error"] is { } wrong
                ? throw new InvalidOperationException(wrong.ToJsonString())
                : message["method"]?.GetValue<string>() == "Page.loadEventFired"
        );
        // Two frames on: what was loaded has been painted.
        _ = await EvaluateAsync(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
        );
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What an expression is in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await AskAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        return answer["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException(thrown.ToJsonString())
            : answer["result"]?["value"];
    }

    /// <summary>Asks the protocol.</summary>
    public async Task<JsonNode> AskAsync(string method, JsonObject? parameters = null)
    {
        var asked = await SendAsync(method, parameters);
        var answer = await UntilAsync(message => message["id"]?.GetValue<int>() == asked);
        return answer["result"]
            ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    /// <summary>The page's own socket, once the browser has said where it listens.</summary>
    private static async Task<Uri> PageAsync(string profile, CancellationToken patience)
    {
        var said = Path.Combine(profile, "DevToolsActivePort");
        while (!File.Exists(said) || new FileInfo(said).Length == 0)
        {
            await Task.Delay(20, patience);
        }

        var port = int.Parse(
            (await File.ReadAllLinesAsync(said, patience))[0],
            CultureInfo.InvariantCulture
        );
        using var http = new HttpClient();
        while (true)
        {
            var pages = JsonNode
                .Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/json/list", patience))!
                .AsArray();
            if (
                pages.FirstOrDefault(page => page!["type"]!.GetValue<string>() == "page") is
                { } found
            )
            {
                return new Uri(found["webSocketDebuggerUrl"]!.GetValue<string>());
            }

            await Task.Delay(20, patience);
        }
    }

    private async Task<int> SendAsync(string method, JsonObject? parameters)
    {
        var id = ++_last;
        var message = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters ?? [],
        };
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(message.ToJsonString()),
            WebSocketMessageType.Text,
            endOfMessage: true,
            default
        );
        return id;
    }

    private async Task<JsonNode> UntilAsync(Predicate<JsonNode> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            using var message = new MemoryStream();
            ValueWebSocketReceiveResult got;
            do
            {
                got = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                message.Write(buffer, 0, got.Count);
            } while (!got.EndOfMessage);
            var node = JsonNode.Parse(message.ToArray())!;
            if (isIt(node))
            {
                return node;
            }
        }
    }
}
