using Fleet.Checks.Host;
using Fleet.Checks.Host.Linux;

namespace Fleet.Checks.Tests.Host;

public sealed class IdentityThreadTests
{
    private readonly IdentityThread _thread = new();

    [Fact]
    public async Task Work_runs_on_one_thread_that_is_not_the_pools()
    {
        Reply<(int Id, bool Pool)> Where() =>
            Reply.Ok((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));

        var first = await _thread.RunAsync("/f", Where, CancellationToken.None);
        var second = await _thread.RunAsync("/f", Where, CancellationToken.None);

        Assert.Equal(first.Value, second.Value);
        Assert.False(first.Value.Pool);
    }

    [Fact]
    public async Task What_hangs_is_left_behind_and_those_that_wait_go_on()
    {
        using var hang = new ManualResetEventSlim();
        using var deadline = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var stuck = _thread.RunAsync(
            "/nfs",
            () =>
            {
                started.SetResult();
                hang.Wait(CancellationToken.None);
                return Reply.Ok(1);
            },
            deadline.Token
        );
        await started.Task;
        var behind = _thread.RunAsync("/f", () => Reply.Ok(2), CancellationToken.None);

        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        Assert.Equal(2, (await behind).Value);
        hang.Set();
    }

    [Fact]
    public async Task After_too_many_that_hang_nothing_more_is_tried()
    {
        using var hang = new ManualResetEventSlim();
        for (var count = 0; count < 4; count++)
        {
            using var deadline = new CancellationTokenSource();
            var started = new TaskCompletionSource();
            var stuck = _thread.RunAsync(
                "/nfs",
                () =>
                {
                    started.SetResult();
                    hang.Wait(CancellationToken.None);
                    return Reply.Ok(1);
                },
                deadline.Token
            );
            await started.Task;
            await deadline.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        }

        var next = await _thread.RunAsync("/f", () => Reply.Ok(2), CancellationToken.None);

        Assert.Equal((ReplyState.Failed, "/f: earlier opens hang"), (next.State, next.Reason));
        hang.Set();
    }

    [Fact]
    public async Task A_surprise_reaches_whoever_asked_and_the_thread_lives_on()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _thread.RunAsync<int>(
                "/f",
                () => throw new InvalidOperationException("surprise"),
                CancellationToken.None
            )
        );

        Assert.True((await _thread.RunAsync("/f", () => Reply.Ok(1), CancellationToken.None)).IsOk);
    }
}
