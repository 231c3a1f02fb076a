using System.Net;
using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Cli.Serving;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Cli.Policies;

/// <summary><c>fleet policy</c> against a whole controller with its database.</summary>
public sealed class PolicyCommandsTests : IAsyncLifetime
{
    private const string First =
        "version: 1\r\n# keep me\r\nrules: {ssh.config/loaded: {off: true}}\r\n";
    private readonly TempFolder _folder = new();
    private DataFolder _data = null!;
    private ServeOptions _options = null!;
    private RunningController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _data = DataFolder.Take(_folder["data"]);
        var listen = ServeOptions.Free(new(IPAddress.Loopback, 0), orAnother: false);
        _options = new(_data.Path, listen, null, _folder["data/fleet.sock"], null, null);
        _controller = await StartAsync(null);
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_policy_is_given_back_byte_for_byte_also_after_a_restart()
    {
        Assert.Equal(0, (await ApplyAsync(First)).Code);
        await RestartAsync(null);

        var exported = await AskAsync("policy", "export");

        Assert.Equal((0, First, ""), exported);
    }

    [Fact]
    public async Task Every_version_tells_by_whom_and_why()
    {
        _ = await ApplyAsync(First, "--reason", "first");
        _ = await ApplyAsync(First + "# more\n", "--reason", "second");

        var list = await AskAsync("policy", "list", "--json");

        using var json = JsonDocument.Parse(list.Out);
        Assert.Equal(
            [(2, "second"), (1, "first")],
            json.RootElement.GetProperty("policies")
                .EnumerateArray()
                .Select(each =>
                    (
                        each.GetProperty("version").GetInt32(),
                        each.GetProperty("reason").GetString()!
                    )
                )
        );
        Assert.Equal(First, (await AskAsync("policy", "export", "--version", "1")).Out);
    }

    [Fact]
    public async Task A_version_that_moved_is_told_and_nothing_is_changed()
    {
        _ = await ApplyAsync(First, "--reason", "theirs");

        var late = await ApplyAsync("version: 1\n", "--expect-version", "0");

        Assert.Equal(2, late.Code);
        Assert.Contains("expected version 0, but version 1 is in force", late.Err);
        Assert.Contains("\"theirs\"", late.Err);
        Assert.Equal(First, (await AskAsync("policy", "export")).Out);
    }

    [Fact]
    public async Task Of_many_that_apply_at_once_upon_one_version_one_wins_and_the_others_are_told()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n =>
                    Task.Run(() => ApplyAsync($"version: 1\n# {n}\n", "--expect-version", "0"))
                )
        );

        Assert.Single(outcomes, outcome => outcome.Code == 0);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Err.Contains("nothing was changed")));
        Assert.Equal(1, await VersionAsync());
    }

    [Fact]
    public async Task A_policy_with_errors_is_refused_whole_with_their_places()
    {
        var refused = await ApplyAsync(
            "version: 1\nrules:\n  ssh.config/loaded: {off: true}\n  nothing/here: {off: true}\n"
        );

        Assert.Equal(2, refused.Code);
        Assert.Contains("p.yaml:4:3: there is no rule \"nothing/here\"", refused.Err);
        Assert.Equal(0, await VersionAsync());
    }

    [Fact]
    public async Task The_same_text_makes_no_new_version()
    {
        _ = await ApplyAsync(First);

        Assert.Contains("nothing was changed", (await ApplyAsync(First)).Out);
        Assert.Equal(1, await VersionAsync());
    }

    [Fact]
    public async Task A_controller_that_is_started_with_another_file_applies_it_and_with_the_same_does_not()
    {
        _ = await ApplyAsync(First);
        await RestartAsync(new GivenPolicy("given.yaml", "version: 1\n"));
        Assert.Equal(2, await VersionAsync());

        await RestartAsync(new GivenPolicy("given.yaml", "version: 1\n"));

        Assert.Equal(2, await VersionAsync());
        Assert.Contains("serve --policy", (await AskAsync("policy", "list")).Out);
    }

    [Fact]
    public async Task Validating_needs_no_controller_and_names_every_error()
    {
        await _controller.DisposeAsync();
        var good = await AskAsync("policy", "validate", File("version: 1\n"));
        var bad = await AskAsync("policy", "validate", File("version: 1\nrule: {}\nhosts: 3\n"));
        _controller = await StartAsync(null);

        Assert.Equal(0, good.Code);
        Assert.Contains("no controller answers", good.Out);
        Assert.Equal(2, bad.Code);
        Assert.Equal(2, bad.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Warnings_tell_what_is_over_what_matches_nobody_and_what_is_said_twice()
    {
        var answer = await AskAsync(
            "policy",
            "validate",
            File(
                """
                version: 1
                hosts:
                  - labels: {env: dev}
                    rules: {ssh.config/max_auth_tries: {max: 4}}
                  - host: web-*
                    rules: {ssh.config/max_auth_tries: {max: 5}}
                  - host: db-1
                    rules: {ssh.config/loaded: {off: true, severity: low}}
                waivers:
                  - {rule: ssh.config/loaded, reason: r, until: 2020-01-01}
                """
            )
        );

        Assert.Equal(0, answer.Code);
        Assert.Contains("p.yaml:3:5: no host of the fleet is env=dev", answer.Out);
        Assert.Contains(
            "p.yaml:6:46: max of ssh.config/max_auth_tries is 4 for env=dev",
            answer.Out
        );
        Assert.Contains("p.yaml:8:54: severity of ssh.config/loaded never applies", answer.Out);
        Assert.Contains("p.yaml:10:5: this waiver of ssh.config/loaded ended", answer.Out);
    }

    [Fact]
    public async Task What_would_change_is_told_before_it_is_applied()
    {
        var diff = await AskAsync(
            "policy",
            "diff",
            File(
                $"version: 1\nwaivers: [{{rule: ssh.config/loaded, reason: r, until: 2099-01-01}}]\n"
            )
        );

        Assert.Equal(0, diff.Code);
        Assert.Contains("+ waiver of ssh.config/loaded for every host until 2099-01-01", diff.Out);
        Assert.Equal(0, await VersionAsync());
    }

    private async Task RestartAsync(GivenPolicy? given)
    {
        await _controller.DisposeAsync();
        _controller = await StartAsync(given);
    }

    private Task<RunningController> StartAsync(GivenPolicy? given) =>
        RunningController.StartAsync(
            _data,
            _options,
            given,
            _ => { },
            TimeProvider.System,
            default
        );

    private async Task<int> VersionAsync()
    {
        var (_, json, _) = await AskAsync("policy", "export", "--json");
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.GetProperty("policy").GetProperty("version").GetInt32();
    }

    private Task<(int Code, string Out, string Err)> ApplyAsync(
        string text,
        params string[] words
    ) =>
        AskAsync([
            "policy",
            "apply",
            File(text),
            .. words.Contains("--reason") ? [] : (string[])["--reason", "test"],
            .. words,
        ]);

    private string File(string text)
    {
        var folder = Directory.CreateDirectory(_folder[Guid.NewGuid().ToString("N")]);
        var path = Path.Combine(folder.FullName, "p.yaml");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Code, string Out, string Err)> AskAsync(params string[] words)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await FleetCommand.RunAsync(
            words,
            TestController.Environment(output, error, null, _options.Socket)
        );
        return (code, output.ToString(), error.ToString());
    }
}
