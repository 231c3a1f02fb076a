using System.Text.Json;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli;

public sealed class RegressionCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Opened = DateTimeOffset.UtcNow.AddMinutes(-30);

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    private string Said => _out.ToString();

    [Fact]
    public async Task The_same_change_on_many_hosts_is_one_line_with_their_number()
    {
        foreach (var at in Enumerable.Range(0, 37))
        {
            Add($"web-{at:00}", 121 + at, group: 121);
        }

        Add("db-3", 118, group: 118);

        Assert.Equal(0, await RunAsync("regressions"));

        Assert.Contains("#121  37 hosts  sshd_config/PermitRootLogin  no → yes", Said);
        Assert.Contains("and 29 more", Said);
        Assert.Contains("#118  db-3", Said);
        Assert.Contains("2 open on 38 hosts", Said);
    }

    [Fact]
    public async Task An_act_reaches_every_host_of_the_group_or_those_that_are_named()
    {
        Add("web-1", 121, group: 121);
        Add("web-2", 122, group: 121);
        Add("web-3", 123, group: 121);

        Assert.Equal(0, await RunAsync("accept", "#121", "--reason", "x", "--host", "web-2"));
        Assert.Equal(0, await RunAsync("ack", "122", "--note", "looking", "--host", "web-3"));

        Assert.Equal(
            [RegressionState.Open, RegressionState.Accepted, RegressionState.Acknowledged],
            _controller.Fleet.Hosts.Select(host => host.Regressions[0].State)
        );
        Assert.Equal(0, await RunAsync("ack", "121", "--json"));
        var json = JsonDocument.Parse(Said.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(3, json.GetProperty("regressions").GetArrayLength());
        Assert.Equal(
            "acknowledged",
            json.GetProperty("regressions")[0].GetProperty("state").GetString()
        );
    }

    [Fact]
    public async Task A_host_that_is_not_in_the_group_is_named_and_nothing_is_done()
    {
        Add("web-1", 121, group: 121);

        Assert.Equal(2, await RunAsync("ack", "121", "--host", "web-9"));

        Assert.Equal("fleet: regression #121 is not on web-9: it is on web-1\n", _error.ToString());
        Assert.Equal(RegressionState.Open, _controller.Fleet.Hosts[0].Regressions[0].State);
    }

    [Fact]
    public async Task What_was_known_of_a_silent_host_is_under_its_own_line_and_not_counted()
    {
        Add("web-1", 121, group: 121);
        var silent = Add("web-2", 122, group: 121);
        silent.Link = LinkState.Offline;
        silent.LinkSince = Opened.ToTimestamp();

        Assert.Equal(0, await RunAsync("regressions"));

        Assert.Contains("web-2  offline since", Said);
        Assert.Contains("as of then #122", Said);
        Assert.Contains("1 open on 1 host · 1 as of then on 1 silent host", Said);
    }

    [Fact]
    public async Task What_flaps_is_taken_up_and_silenced_says_so()
    {
        var one = Add("web-1", 121, group: 121);
        one.State = RegressionState.Silenced;
        one.Openings = 4;
        one.FlappingSince = Opened.ToTimestamp();
        one.LatelyOpened.AddRange([Opened.ToTimestamp(), Opened.AddMinutes(50).ToTimestamp()]);
        one.AcknowledgedBy = "alice";
        one.SilencedBy = "silence 7";

        Assert.Equal(0, await RunAsync("regressions"));

        Assert.Contains(
            "comes and goes: 2 times in 50 min, taken up by alice, silenced: silence 7",
            Said
        );
    }

    [Fact]
    public async Task Only_those_in_a_state_are_listed_where_one_is_named()
    {
        Add("web-1", 121, group: 121).State = RegressionState.Acknowledged;
        Add("web-2", 122, group: 122);

        Assert.Equal(0, await RunAsync("regressions", "--state", "acknowledged"));

        Assert.Contains("#121", Said);
        Assert.DoesNotContain("#122", Said);
        Assert.Equal(2, await RunAsync("regressions", "--state", "sleeping"));
        Assert.Contains("--state sleeping: expected one of new, open", _error.ToString());
    }

    [Fact]
    public async Task One_regression_is_told_whole_with_its_facts_and_what_happened()
    {
        var one = Add("web-1", 121, group: 121);
        one.Changes.Add(
            new FactChange
            {
                Key = "sshd_config/PermitRootLogin",
                Before = "no",
                After = "yes",
                Source = "/etc/ssh/sshd_config:4",
            }
        );
        _controller.Fleet.Steps.Add(
            new()
            {
                Regression = 121,
                Host = "web-1",
                Kind = RegressionStepKind.Acknowledged,
                At = Opened.ToTimestamp(),
                By = "alice",
                Text = "asked \u001b[31mthem",
            }
        );

        _controller.Fleet.Explained[121] = new()
        {
            Id = 121,
            Host = "web-1",
            OpenedAt = Opened.ToTimestamp(),
            LastGoodAt = Opened.AddMinutes(-1).ToTimestamp(),
            Clues =
            {
                new Clue
                {
                    Kind = ClueKind.Package,
                    At = Opened.AddSeconds(-20).ToTimestamp(),
                    Words = "package site \u001b[31m1.0 → 1.1 came just before",
                },
            },
            Unknown = { "ssh.auth_log: has not been looked at since" },
        };

        Assert.Equal(0, await RunAsync("regression", "121"));

        Assert.Contains(@"package site \x1b[31m1.0 → 1.1 came just before", Said);
        Assert.Contains("not known: ssh.auth_log: has not been looked at since", Said);
        Assert.Contains("before  no", Said);
        Assert.Contains("after   yes  (/etc/ssh/sshd_config:4)", Said);
        Assert.Contains(@"taken up by alice: asked \x1b[31mthem", Said);
        Assert.Equal(2, await RunAsync("regression", "99"));
    }

    [Fact]
    public async Task A_silence_is_made_listed_and_ended()
    {
        Assert.Equal(
            0,
            await RunAsync(
                "silence",
                "add",
                "--host",
                "web-*",
                "--label",
                "env=dev",
                "--for",
                "2h",
                "--reason",
                "moving racks"
            )
        );
        Assert.Equal(0, await RunAsync("silence", "list"));
        Assert.Contains("web-* env=dev", Said);
        Assert.Equal(0, await RunAsync("silence", "end", "1"));
        Assert.Equal(2, await RunAsync("silence", "end", "1"));
        Assert.Contains("there is no silence 1 that has not ended", _error.ToString());
    }

    [Theory]
    [InlineData("for ever")]
    [InlineData("2")]
    [InlineData("-1h")]
    [InlineData("31d")]
    public async Task A_silence_of_no_sensible_length_is_refused(string length) =>
        Assert.Equal(2, await RunAsync("silence", "add", "--for", length, "--reason", "x"));

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, 120, words);

    private Regression Add(string host, long id, long group)
    {
        var regression = new Regression
        {
            Id = id,
            Host = host,
            Kind = RegressionKind.Drift,
            Check = "ssh.config",
            Subject = "sshd_config/PermitRootLogin",
            State = RegressionState.Open,
            Severity = Severity.Medium,
            Summary = "PermitRootLogin changed",
            Before = "no",
            After = "yes",
            OpenedAt = Opened.ToTimestamp(),
            Group = group,
        };
        _controller.Fleet.Add(host).Regressions.Add(regression);
        return regression;
    }
}
