using System.Collections.Concurrent;

namespace Fleet.Checks.Host;

/// <summary>
/// A host for one examination, in which checks run side by side: a command or a table of sockets that several of them ask for is asked once, and all see the same. Make a new one for the next
/// examination: an answer is never asked again.
/// </summary>
/// <param name="host">Who answers.</param>
public sealed class SharedAnswers(IHost host) : IHost
{
    private readonly ConcurrentDictionary<object, object> _asked = new();

    public TimeProvider Time => host.Time;

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        if (request is RunCommand { Command: var command } && command == HostCommand.SshdTest)
        {
            return (Reply<T>)(object)await TestAsync(cancellationToken);
        }

        return Key(request) is { } key
            ? await SharedAsync(key, request, cancellationToken)
            : await host.AskAsync(request, cancellationToken);
    }

    /// <summary>
    /// <c>sshd -T</c> does all that <c>sshd -t</c> does before it prints (OpenSSH sshd.c, test_flag): where it succeeds, so would that. Where it fails the cause may be its own
    /// (a Match that needs a connection), and <c>sshd -t</c> is asked.
    /// </summary>
    private async ValueTask<Reply<CommandOutput>> TestAsync(CancellationToken cancellationToken)
    {
        var effective = await AskAsync(
            new RunCommand(HostCommand.SshdEffectiveConfig, []),
            cancellationToken
        );
        return effective is { IsOk: true, Value.ExitCode: 0 }
            ? Reply.Ok(effective.Value with { Output = "" })
            : await SharedAsync(
                HostCommand.SshdTest,
                new RunCommand(HostCommand.SshdTest, []),
                cancellationToken
            );
    }

    /// <summary>The deadline of the check that asks first must not end the others' answer: a command has one of its own.</summary>
    private async ValueTask<Reply<T>> SharedAsync<T>(
        object key,
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        var asked =
            (Lazy<Task<Reply<T>>>)
                _asked.GetOrAdd(
                    key,
                    _ => new Lazy<Task<Reply<T>>>(() =>
                        host.AskAsync(request, CancellationToken.None).AsTask()
                    )
                );
        return await asked.Value.WaitAsync(cancellationToken);
    }

    /// <summary>What costs a child or a walk over all processes, and the configuration that many checks read; null for the rest, which is cheaper asked than kept.</summary>
    private static object? Key<T>(HostRequest<T> request) =>
        request switch
        {
            RunCommand asked => $"{asked.Command.Name}\0{string.Join('\0', asked.Arguments)}",
            ListTcpSockets => request,
            ReadFile { As: null, Path: var path } when IsConfiguration(path) => request,
            GetStatus { As: null, Path: var path } when IsConfiguration(path) => request,
            ListDirectory { As: null, Path: var path } when IsConfiguration(path) => request,
            ListProcesses asked => $"processes\0{string.Join('\0', asked.Names)}",
            _ => null,
        };

    private static bool IsConfiguration(string path) =>
        path.StartsWith("/etc/", StringComparison.Ordinal);
}
