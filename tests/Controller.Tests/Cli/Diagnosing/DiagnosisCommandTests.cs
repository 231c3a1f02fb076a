using System.Text.Json;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli.Diagnosing;

/// <summary>Diagnoses are kept, listed, shown again and exported.</summary>
public sealed class DiagnosisCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        _ = _controller.Fleet.Add("web-12");
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task A_diagnosis_is_stored_and_told_with_its_id()
    {
        await DiagnoseAsync("line 1: bad");

        var stored = Assert.Single(_controller.Fleet.Diagnoses);
        Assert.Equal(
            ("web-12", "alice@web-12", "alice", "198.51.100.7", "listener", "listener.config", 1),
            (
                stored.Summary.Host,
                stored.Summary.Target,
                stored.Summary.User,
                stored.Summary.Vantage,
                stored.Summary.Gate,
                stored.Summary.Cause,
                stored.Summary.Exit
            )
        );
        Assert.EndsWith(
            "· diagnosis D-1 · fleet diagnosis D-1 --markdown",
            _out.ToString().TrimEnd()
        );
    }

    [Fact]
    public async Task Stored_diagnoses_are_listed_and_shown_as_they_were()
    {
        await DiagnoseAsync("line 1: bad");
        _ = _out.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("diagnosis"));
        Assert.Contains("D-1  ", _out.ToString());
        Assert.Contains("alice@web-12", _out.ToString());

        Assert.Equal(0, await RunAsync("diagnosis", "d1"));
        Assert.Contains("Cause (certain, listener.config)", _out.ToString());
        Assert.Contains("listener ✗", _out.ToString());
    }

    [Fact]
    public async Task Json_has_the_whole_answer()
    {
        await DiagnoseAsync("line 1: bad");
        _ = _out.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("diagnosis", "D-1", "--json"));

        var said = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal("D-1", said.GetProperty("summary").GetProperty("id").GetString());
        Assert.Equal(
            "listener.config",
            said.GetProperty("diagnosis").GetProperty("causes")[0].GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task What_a_host_wrote_does_not_get_out_of_its_block_in_a_ticket()
    {
        await DiagnoseAsync("x```\n````\n# @everyone <img src=x> \u001b[2J");
        _ = _out.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("diagnosis", "1", "--markdown"));

        var inside = "";
        var outside = new List<string>();
        foreach (var line in _out.ToString().TrimEnd().Split('\n'))
        {
            var fence = line.TakeWhile(c => c == '`').Count();
            if (inside.Length == 0 && fence >= 3)
            {
                inside = new string('`', fence);
            }
            else if (inside.Length > 0)
            {
                inside = line == inside ? "" : inside;
            }
            else
            {
                outside.Add(line);
            }
        }

        Assert.Equal("", inside);
        Assert.Contains("# Diagnosis D-1: `alice@web-12`", outside);
        Assert.DoesNotContain(outside, line => line.Contains("everyone", StringComparison.Ordinal));
        Assert.Contains("everyone", _out.ToString());
        Assert.DoesNotContain('\u001b', _out.ToString());
    }

    [Theory]
    [InlineData("there is no diagnosis D-9", "diagnosis", "D-9")]
    [InlineData("expected a diagnosis such as D-17", "diagnosis", "web-12")]
    [InlineData("no host is named web-99", "diagnosis", "--host", "web-99")]
    [InlineData("is for one diagnosis", "diagnosis", "--markdown")]
    public async Task What_is_not_there_is_named(string said, params string[] words)
    {
        Assert.Equal(2, await RunAsync(words));
        Assert.Contains(said, _error.ToString());
    }

    [Fact]
    public async Task An_answer_in_a_form_of_its_own_is_told_and_not_guessed_at()
    {
        _controller.Fleet.Diagnoses.Add(
            new()
            {
                Summary = new()
                {
                    Id = 1,
                    At = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
                },
                Answer = "{}",
            }
        );

        Assert.Equal(3, await RunAsync("diagnosis", "D-1"));
        Assert.Contains("another version", _error.ToString());
        Assert.Equal(0, await RunAsync("diagnosis", "D-1", "--json"));
    }

    private async Task DiagnoseAsync(string complaint)
    {
        _controller.Fleet.Evidence["web-12"] = new()
        {
            Host = new() { Name = "web-12", Link = LinkState.Online },
            At = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
            Checks =
            {
                new CheckEvidence
                {
                    Check = "ssh.service",
                    Status = RunStatus.Ran,
                    Coverage = { new Coverage { State = CoverageState.Complete } },
                    Facts =
                    {
                        Fact("sshd/config_valid", complaint),
                        Fact("sshd/running", "no"),
                        Fact("sshd/activation", "service"),
                    },
                },
            },
        };
        Assert.Equal(1, await RunAsync("diagnose", "alice@web-12", "--from", "198.51.100.7"));
    }

    private static HeldFact Fact(string key, string value) =>
        new()
        {
            Fact = new() { Key = key, Value = value },
        };

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, 120, words);
}
