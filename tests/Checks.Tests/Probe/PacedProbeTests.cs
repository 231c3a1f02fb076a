using System.Net;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Probe;

public sealed class PacedProbeTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(10);
    private static readonly IPEndPoint One = new(IPAddress.Loopback, 22);
    private static readonly IPEndPoint Other = new(IPAddress.Loopback, 2222);
    private readonly FakeTime _time = new();
    private readonly Counting _probe = new();

    [Fact]
    public async Task Whoever_asks_soon_gets_the_last_answer()
    {
        var paced = new PacedProbe(_probe, _time, Pace);

        var first = await paced.LookAsync(One, CancellationToken.None);
        _time.Advance(Pace - TimeSpan.FromSeconds(1));

        Assert.Same(first, await paced.LookAsync(One, CancellationToken.None));
        Assert.Equal(1, _probe.Looks);
    }

    [Fact]
    public async Task After_the_pace_it_looks_again_and_each_target_has_its_own()
    {
        var paced = new PacedProbe(_probe, _time, Pace);

        await paced.LookAsync(One, CancellationToken.None);
        await paced.LookAsync(Other, CancellationToken.None);
        _time.Advance(Pace);
        await paced.LookAsync(One, CancellationToken.None);

        Assert.Equal(3, _probe.Looks);
    }

    [Fact]
    public async Task Whoever_asks_meanwhile_waits_for_the_same_answer()
    {
        var paced = new PacedProbe(_probe, _time, Pace);
        _probe.Gate = new TaskCompletionSource();

        var both = new[]
        {
            paced.LookAsync(One, CancellationToken.None).AsTask(),
            paced.LookAsync(One, CancellationToken.None).AsTask(),
        };
        _probe.Gate.SetResult();

        var answers = await Task.WhenAll(both);
        Assert.Same(answers[0], answers[1]);
        Assert.Equal(1, _probe.Looks);
    }

    [Fact]
    public async Task A_look_that_was_given_up_blocks_nobody()
    {
        var paced = new PacedProbe(_probe, _time, Pace);
        _probe.Gate = new TaskCompletionSource();
        using var caller = new CancellationTokenSource();
        var given = paced.LookAsync(One, caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _probe.Gate.SetResult();

        Assert.NotNull(await paced.LookAsync(One, CancellationToken.None));
    }

    private sealed class Counting : ISshProbe
    {
        public int Looks { get; private set; }

        public TaskCompletionSource? Gate { get; set; }

        public async ValueTask<SshProbeResult> LookAsync(
            IPEndPoint target,
            CancellationToken cancellationToken
        )
        {
            Looks++;
            if (Gate is not null)
            {
                await Gate.Task.WaitAsync(cancellationToken);
            }

            return new SshProbeResult { Connect = ConnectOutcome.Connected };
        }
    }
}
