using System.Text.Json.Nodes;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Notifications;
using Microsoft.AspNetCore.Http;

namespace Fleet.Controller.Tests.Cli.Notifying;

/// <summary>The whole controller with a policy's receivers, asked by the command.</summary>
public sealed class NotifyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Receivers_are_tested_and_what_they_answer_is_shown_and_kept()
    {
        await using var web = await HttpReceiver.StartAsync();
        web.Answers = context => context.Response.WriteAsync("thank you");
        await using var serving = await ServeAsync(
            $$"""
            version: 1
            notifications:
              receivers:
                - name: ops
                  webhook: {url: "{{web.Url}}"}
                  allow_networks: [127.0.0.0/8]
                - name: inside
                  webhook: {url: "{{web.Url}}"}
            """
        );

        using var tested = new StringWriter();
        Assert.Equal(ExitCode.Offline, await serving.AskAsync(tested, "notify", "test"));
        Assert.Contains("ops       ✓ delivered      200 OK: thank you", tested.ToString());
        Assert.Contains(
            "inside    ✗ not delivered  127.0.0.1 is 127.0.0.1 (loopback",
            tested.ToString()
        );
        Assert.Single(web.Requests);

        using var one = new StringWriter();
        Assert.Equal(0, await serving.AskAsync(one, "notify", "test", "ops", "--json"));
        Assert.True((bool)JsonNode.Parse(one.ToString())!["receivers"]![0]!["delivered"]!);

        using var failed = new StringWriter();
        Assert.Equal(0, await serving.AskAsync(failed, "notify", "list", "--failed", "--json"));
        var notice = Assert.Single(JsonNode.Parse(failed.ToString())!["notifications"]!.AsArray())!;
        Assert.Equal("inside", (string?)notice["receiver"]);

        using var retried = new StringWriter();
        Assert.Equal(0, await serving.AskAsync(retried, "notify", "retry", $"{notice["id"]}"));
        Assert.Contains("goes out to inside again", retried.ToString());
        using var list = new StringWriter();
        Assert.Equal(0, await serving.AskAsync(list, "notify", "list"));
        Assert.Contains("[test] Fleet's notifications reach ops", list.ToString());
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_a_mistake_and_names_what_is()
    {
        await using var serving = await ServeAsync(
            """
            version: 1
            notifications:
              receivers: [{name: ops, slack: {url: "https://hooks.example.org/"}}]
            """
        );

        Assert.Equal(
            ExitCode.Usage,
            await serving.AskAsync(TextWriter.Null, "notify", "test", "op")
        );
        Assert.Equal(
            ExitCode.Usage,
            await serving.AskAsync(TextWriter.Null, "notify", "retry", "7")
        );
        Assert.Equal(0, await serving.AskAsync(TextWriter.Null, "notify", "list"));
    }

    private Task<Serving.Serving> ServeAsync(string policy)
    {
        File.WriteAllText(_folder["policy.yaml"], policy);
        return Serving.Serving.StartAsync(_folder["data"], "--policy", _folder["policy.yaml"]);
    }
}
