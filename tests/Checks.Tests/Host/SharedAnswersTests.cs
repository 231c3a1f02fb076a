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

    [Theory]
    [InlineData("/etc/passwd", 1)]
    [InlineData("/home/alice/.ssh/authorized_keys", 2)]
    public async Task Configuration_is_read_once_and_other_files_each_time(string path, int times)
    {
        var counted = new CountedHost();
        var host = new SharedAnswers(counted);

        await host.AskAsync(new ReadFile(path), CancellationToken.None);
        await host.AskAsync(new ReadFile(path), CancellationToken.None);

        Assert.Equal(times, counted.Asked);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(255, 2, 255)]
    public async Task A_configuration_that_sshd_prints_is_not_tested_again(
        int exit,
        int times,
        int tested
    )
    {
        var counted = new CountedHost { Exit = exit };
        var host = new SharedAnswers(counted);

        await host.AskAsync(
            new RunCommand(HostCommand.SshdEffectiveConfig, []),
            CancellationToken.None
        );
        var test = await host.AskAsync(
            new RunCommand(HostCommand.SshdTest, []),
            CancellationToken.None
        );

        Assert.Equal(times, counted.Asked);
        Assert.Equal(tested, test.Value!.ExitCode);
        Assert.Empty(test.Value.Output);
    }

    private sealed class CountedHost : IHost
    {
        private int _asked;

        public int Asked => _asked;

        public TaskCompletionSource? Answer { get; init; }

        public int Exit { get; init; }

        public TimeProvider Time => TimeProvider.System;

        public async ValueTask<Reply<T>> AskAsync<T>(
            HostRequest<T> request,
            CancellationToken cancellationToken
        )
        {
            Interlocked.Increment(ref _asked);
            await (Answer?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            return request is RunCommand asked
                ? (Reply<T>)(object)Reply.Ok(new CommandOutput(Exit, Prints(asked), "", false))
                : Reply.Absent<T>("not here");
        }

        private static string Prints(RunCommand asked) =>
            asked.Command == HostCommand.SshdTest ? "" : "port 22";
    }
}
