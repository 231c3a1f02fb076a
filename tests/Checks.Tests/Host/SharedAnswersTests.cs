using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

public sealed class SharedAnswersTests
{
    private static readonly RunCommand Version = new(HostCommand.SshdVersion, []);

    [Fact]
    public async Task Two_that_ask_for_one_command_at_once_start_it_once()
    {
        var counted = new CountedHost();
        var host = new SharedAnswers(counted);

        var both = await Task.WhenAll(
            host.AskAsync(Version, CancellationToken.None).AsTask(),
            host.AskAsync(new RunCommand(HostCommand.SshdVersion, []), CancellationToken.None)
                .AsTask()
        );

        Assert.Equal(1, counted.Asked);
        Assert.Same(both[0].Value, both[1].Value);
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_answer_to_the_others()
    {
        var counted = new CountedHost { Answer = new TaskCompletionSource() };
        var host = new SharedAnswers(counted);
        using var gone = new CancellationTokenSource();

        var first = host.AskAsync(Version, gone.Token).AsTask();
        var second = host.AskAsync(Version, CancellationToken.None).AsTask();
        await gone.CancelAsync();
        counted.Answer.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True((await second).IsOk);
    }

    [Fact]
    public async Task Files_are_read_each_time()
    {
        var counted = new CountedHost();
        var host = new SharedAnswers(counted);

        await host.AskAsync(new ReadFile("/etc/passwd"), CancellationToken.None);
        await host.AskAsync(new ReadFile("/etc/passwd"), CancellationToken.None);

        Assert.Equal(2, counted.Asked);
    }

    private sealed class CountedHost : IHost
    {
        private int _asked;

        public int Asked => _asked;

        public TaskCompletionSource? Answer { get; init; }

        public TimeProvider Time => TimeProvider.System;

        public async ValueTask<Reply<T>> AskAsync<T>(
            HostRequest<T> request,
            CancellationToken cancellationToken
        )
        {
            Interlocked.Increment(ref _asked);
            await (Answer?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            return request is RunCommand
                ? (Reply<T>)(object)Reply.Ok(new CommandOutput(0, "", "", false))
                : Reply.Absent<T>("not here");
        }
    }
}
