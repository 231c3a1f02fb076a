using System.Text.Json;
using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Feed;
using Fleet.Controller.Cli;
using Fleet.Controller.History.Feed;
using Fleet.Controller.Ingest;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.History.Feed;

namespace Fleet.Controller.Tests.Cli.Watching;

/// <summary><c>fleet watch</c> through a real listener over a real database.</summary>
public sealed class WatchCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly FakeTime _time = new(DateTimeOffset.UtcNow.AddMinutes(-30));
    private TempDatabase _temp = null!;
    private FeedStory _story = null!;
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _temp = await TempDatabase.CreateAsync();
        _story = new FeedStory(_temp, _time);
        var fleet = new FakeFleet();
        foreach (var name in (string[])["web-1", "db-1"])
        {
            var env = name == "web-1" ? "prod" : "test";
            fleet.Add(name).Summary.Labels["env"] = env;
            await _story.LabelAsync((await _story.HostAsync(name)).HostId, "env", env);
        }

        _controller = await TestController.StartAsync(
            problem: null,
            OperatorService.Of(
                new EventsApi(
                    new FeedReads(_temp.Open),
                    _temp.Open.Writer.Commits,
                    fleet,
                    TimeProvider.System
                )
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        await _temp.DisposeAsync();
    }

    [Fact]
    public async Task What_happened_is_told_in_JSON_lines_with_cursors_to_go_on_from()
    {
        await _story.RegressesAsync("web-1");
        await _story.LinkAsync("web-1", LinkState.Offline);
        await _story.SweepEndsAsync(await _story.SweepBeginsAsync());
        await _story.PolicyAsync("root stays out");

        Assert.Equal(0, await RunAsync("--from", "1d", "--once"));

        var told = Told();
        Assert.Equal(
            ["link offline", "policy applied", "regression opened", "sweep began", "sweep ended"],
            told.Select(Word).Where(word => word != "link online").Distinct().Order()
        );
        var regression = told.First(each => Word(each) == "regression opened");
        Assert.Equal("web-1", regression.GetProperty("host").GetString());
        Assert.Equal("bad", regression.GetProperty("regression").GetProperty("after").GetString());
        Assert.All(told, each => Assert.Equal(1, each.GetProperty("schemaVersion").GetInt32()));

        var half = told[told.Count / 2];
        _out.GetStringBuilder().Clear();
        Assert.Equal(
            0,
            await RunAsync("--since", half.GetProperty("cursor").GetString()!, "--once")
        );
        Assert.Equal(
            told.Skip((told.Count / 2) + 1).Select(each => each.GetRawText()),
            Told().Select(each => each.GetRawText())
        );
    }

    [Fact]
    public async Task What_comes_while_it_watches_is_told_and_an_interruption_names_where_to_go_on()
    {
        using var ends = new CancellationTokenSource();
        var watching = FleetCommand.RunAsync(["watch"], Environment(null), ends.Token);
        for (var i = 0; i < 5; i++)
        {
            // Until it listens, what happens is not behind its beginning.
            await UntilAsync(async () =>
            {
                await _story.PolicyAsync($"r{i}");
                return _out.ToString().Contains($"r{i}", StringComparison.Ordinal);
            });
        }

        await ends.CancelAsync();

        Assert.Equal(0, await watching);
        var last = Told()[^1].GetProperty("cursor").GetString();
        Assert.Equal($"fleet: go on with: fleet watch --since {last}\n", _error.ToString());
    }

    [Theory]
    [InlineData(new[] { "--kind", "link" }, "link")]
    [InlineData(new[] { "--kind", "sweep", "--kind", "policy" }, "policy,sweep")]
    [InlineData(new[] { "--host", "web-1" }, "link,regression")]
    [InlineData(new[] { "--host", "web-*", "--kind", "regression" }, "regression")]
    [InlineData(new[] { "--label", "env=prod" }, "link,regression")]
    [InlineData(new[] { "--label", "env=test" }, "link")]
    [InlineData(new[] { "--host", "db-*", "--label", "env=prod" }, "")]
    public async Task Only_what_was_asked_for_is_told(string[] options, string expected)
    {
        await _story.RegressesAsync("web-1");
        await _story.LinkAsync("web-1", LinkState.Offline);
        await _story.LinkAsync("db-1", LinkState.Offline);
        await _story.SweepBeginsAsync();
        await _story.PolicyAsync();

        Assert.Equal(0, await RunAsync(["--from", "1d", "--once", .. options]));

        Assert.Equal(
            expected,
            string.Join(
                ',',
                Told().Select(each => each.GetProperty("kind").GetString()).Distinct().Order()
            )
        );
    }

    [Fact]
    public async Task For_people_it_is_a_line_each_and_hostile_text_is_written_out()
    {
        await _story.RegressesAsync("web-1");
        await _story.PolicyAsync("\u001b]0;evil\u0007\nfaked");

        Assert.Equal(
            0,
            await FleetCommand.RunAsync(["watch", "--from", "1d", "--once"], Environment(200))
        );

        Assert.Contains("web-1  #1 opened", _out.ToString());
        Assert.Contains(@"(\x1b]0;evil\x07\nfaked)", _out.ToString());
        Assert.DoesNotContain('\u001b', _out.ToString());
    }

    [Theory]
    [InlineData("is no cursor", "--since", "17")]
    [InlineData("give one", "--since", "1.0.0.0.0.", "--from", "1h")]
    [InlineData("--from soon: expected a span", "--from", "soon")]
    [InlineData("no host is named web-9", "--host", "web-9")]
    [InlineData("no host has the label env=prdo", "--label", "env=prdo")]
    [InlineData("weather", "--kind", "weather")]
    public async Task A_wrong_word_is_said_in_a_line(string expected, params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(words));

        Assert.Contains(expected, Assert.Single(_error.ToString().TrimEnd('\n').Split('\n')));
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, ["watch", .. words]);

    private Controller.Cli.Connecting.CliEnvironment Environment(int? width) =>
        TestController.Environment(_out, _error, width, _controller.Plan.Socket);

    private List<JsonElement> Told() =>
        [
            .. _out.ToString()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];

    private static string Word(JsonElement told) =>
        $"{told.GetProperty("kind").GetString()} {told.GetProperty("event").GetString()}";

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 300, "it never came about");
            await Task.Delay(50);
        }
    }
}
