using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A real HTTP server in the lab's network that keeps what is posted to it.</summary>
internal sealed class WebhookInLab : IAsyncDisposable
{
    private const int Port = 8099;
    private const string Program = """
        import http.server, sys
        class Keep(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with open(sys.argv[3], "ab") as kept:
                    kept.write(body.replace(b"\n", b" ") + b"\n")
                self.send_response(204)
                self.end_headers()
            def log_message(self, *args):
                pass
        http.server.ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Keep).serve_forever()
        """;

    private readonly LabProcess _server;
    private readonly string _kept;

    private WebhookInLab(LabProcess server, string kept, string url) =>
        (_server, _kept, Url) = (server, kept, url);

    public string Url { get; }

    public static async Task<WebhookInLab> StartAsync(Lab lab)
    {
        var script = Path.Combine(lab.Folder, "webhook.py");
        var kept = Path.Combine(lab.Folder, "webhook.jsonl");
        await File.WriteAllTextAsync(script, Program);
        var server = lab.StartProcess([
            "/usr/bin/python3",
            script,
            $"{lab.Gateway}",
            $"{Port}",
            kept,
        ]);
        return new WebhookInLab(server, kept, $"http://{lab.Gateway}:{Port}/fleet");
    }

    /// <summary>Waits until it was told of each of these, and a moment longer: what is told twice comes then. Returns every message of the kind about a rule or key.</summary>
    /// <param name="kind">Such as <c>opened</c>.</param>
    /// <param name="about">Rules' ids or fact keys.</param>
    public async Task<IReadOnlyList<JsonElement>> TellsAsync(string kind, params string[] about)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!about.All(one => Told(kind).Any(message => Is(message, one))))
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"not told within two minutes of {string.Join(", ", about)}. It was told: {string.Join('\n', Told(kind))}. Its server said: {_server.Output}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        return [.. Told(kind).Where(message => about.Any(one => Is(message, one)))];
    }

    public async ValueTask DisposeAsync()
    {
        const int term = 15;
        _server.Signal(term);
        await _server.DisposeAsync();
    }

    private static bool Is(JsonElement message, string about) =>
        message
            .GetProperty("topics")
            .EnumerateArray()
            .Any(topic =>
                topic.GetProperty("rule").GetString() == about
                || topic.GetProperty("subject").GetString() == about
            );

    private IEnumerable<JsonElement> Told(string kind) =>
        File.Exists(_kept)
            ? File.ReadAllLines(_kept)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("notification"))
                .Where(message => message.GetProperty("kind").GetString() == kind)
            : [];
}
