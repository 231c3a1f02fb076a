using System.Net;
using System.Net.Sockets;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli.Diagnosing;

/// <summary>Watching until a gate opens, with a clock on which waiting costs nothing.</summary>
public sealed class WatchCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        _ = _controller.Fleet.Add("web-12");
        _ = _controller.Fleet.Add("bastion-1");
        _controller.Fleet.Evidence["bastion-1"] = Evidence("bastion-1", "yes");
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task It_looks_again_until_the_gate_opens_and_says_what_changed()
    {
        _controller.Fleet.Evidence["web-12"] = Evidence("web-12", "no");
        _controller.Fleet.Reach = Sight("refused", "Connection refused");
        var waits = new HastyTime(round =>
        {
            if (round == 2)
            {
                _controller.Fleet.Evidence["web-12"] = Evidence("web-12", "yes");
                _controller.Fleet.Reach = Sight("connected", "SSH-2.0-OpenSSH_9.6");
            }
        });

        Assert.Equal(0, await RunAsync(waits, "alice@web-12", "--from", "bastion-1", "--watch"));

        Assert.Equal(2, waits.Rounds);
        var said = _out.ToString();
        Assert.Contains("listener ✗ → ✓", said);
        Assert.Contains("sshd/running no → yes", said);
        Assert.Contains("watching", _error.ToString());
        Assert.Equal(2, _controller.Fleet.Diagnoses.Count);
    }

    [Fact]
    public async Task While_nothing_changes_the_target_is_dialled_once_a_minute_and_told_of_once()
    {
        _controller.Fleet.Evidence["web-12"] = Evidence("web-12", "no");
        _controller.Fleet.Reach = Sight("refused", "Connection refused");
        using var stop = new CancellationTokenSource();
        var waits = new HastyTime(round =>
        {
            if (round == 12)
            {
                stop.Cancel();
            }
        });

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync(waits, stop.Token, "alice@web-12", "--from", "bastion-1", "--watch")
        );

        // Twelve rounds of 15 s: at the start, then after each minute.
        Assert.InRange(_controller.Fleet.ReachCount, 3, 4);
        Assert.Single(_controller.Fleet.Diagnoses);
        Assert.Contains("interrupted", _error.ToString());
    }

    [Fact]
    public async Task Where_nothing_is_closed_there_is_nothing_to_wait_for()
    {
        _controller.Fleet.Evidence["web-12"] = Evidence("web-12", "yes");
        _controller.Fleet.Reach = Sight("connected", "SSH-2.0-OpenSSH_9.6");
        var waits = new HastyTime(_ => { });

        Assert.Equal(3, await RunAsync(waits, "alice@web-12", "--from", "bastion-1", "--watch"));

        Assert.Equal(0, waits.Rounds);
    }

    private static ReachReport Sight(string outcome, string note) =>
        new()
        {
            Host = "web-12",
            Sights =
            {
                new ReachLookEntry
                {
                    From = "bastion-1",
                    Endpoint = "198.51.100.12:22",
                    Outcome = outcome,
                    Note = note,
                },
            },
        };

    private static HostEvidence Evidence(string name, string running) =>
        new()
        {
            Host = new() { Name = name, Link = LinkState.Online },
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
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/config_valid", Value = "yes" },
                        },
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/running", Value = running },
                        },
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/activation", Value = "service" },
                        },
                    },
                },
            },
        };

    private Task<int> RunAsync(TimeProvider time, params string[] words) =>
        RunAsync(time, TestContext.Current.CancellationToken, words);

    private Task<int> RunAsync(
        TimeProvider time,
        CancellationToken cancellationToken,
        params string[] words
    ) =>
        FleetCommand.RunAsync(
            ["diagnose", .. words],
            TestController.Environment(_out, _error, 100, _controller.Plan.Socket) with
            {
                Time = time,
            },
            cancellationToken
        );

    /// <summary>The real clock, plus all that was waited for between rounds; such a wait is over at once.</summary>
    private sealed class HastyTime(Action<int> round) : TimeProvider
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
        private TimeSpan _waited;

        public int Rounds { get; private set; }

        public override long GetTimestamp() =>
            System.GetTimestamp() + (long)(_waited.TotalSeconds * TimestampFrequency);

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            if (dueTime != Interval)
            {
                return System.CreateTimer(callback, state, dueTime, period);
            }

            Rounds++;
            _waited += dueTime;
            round(Rounds);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
