using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Lab.Tests.Logins;

/// <summary>A lab host as checks ask it: files from its root folder, commands and what the kernel tells of its network inside it.</summary>
internal sealed class HostFromOutside(LabHost host) : IHost
{
    private readonly LinuxHost _files = new(TimeProvider.System, $"/proc/{host.InitPid}/root");

    public TimeProvider Time => TimeProvider.System;

    /// <summary>Runs the checks that the model of logins reads, and makes what the controller would hold.</summary>
    public async Task<JudgeInput> LookAsync()
    {
        var runner = new CheckRunner(
            this,
            (check, surprise) => throw new InvalidOperationException(check.Declaration.Id, surprise)
        );
        var seen = new List<Observation>();
        foreach (var id in StoredLogins.Checks)
        {
            seen.Add(
                await runner.RunAsync(CheckCatalog.BuiltIn.Find(id)!, "", CancellationToken.None)
            );
        }

        return new JudgeInput
        {
            Checks = seen.ToImmutableDictionary(
                one => one.Check,
                one => CheckFacts.None.After(one)
            ),
            Documents = seen.SelectMany(one => one.Documents)
                .DistinctBy(document => document.Name)
                .ToImmutableDictionary(document => document.Name),
            Policy = Policy.BuiltIn,
            AsOf = Time.GetUtcNow(),
        };
    }

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    ) =>
        request switch
        {
            RunCommand command => (Reply<T>)(object)await RunAsync(command),
            ReadFile { Path: var path }
                when path.StartsWith("/proc/net/", StringComparison.Ordinal)
                    || path.StartsWith("/proc/sys/net/", StringComparison.Ordinal) => (Reply<T>)
                (object)await CatAsync(path),
            _ => await _files.AskAsync(request, cancellationToken),
        };

    private async Task<Reply<CommandOutput>> RunAsync(RunCommand asked)
    {
        var path = asked.Command.Paths.FirstOrDefault(host.Root.Exists);
        if (path is null)
        {
            return Reply.Absent<CommandOutput>($"{asked.Command.Name}: not installed");
        }

        var ran = await host.RunAsync([path, .. asked.Command.FixedArguments, .. asked.Arguments]);
        return Reply.Ok(new CommandOutput(ran.Exit, ran.Stdout, ran.Stderr, Truncated: false));
    }

    private async Task<Reply<FileContent>> CatAsync(string path)
    {
        var ran = await host.RunAsync("cat", path);
        return ran.Succeeded
            ? Reply.Ok(
                new FileContent(
                    [.. System.Text.Encoding.UTF8.GetBytes(ran.Stdout)],
                    new FileStatus(
                        FileKind.Regular,
                        0b100_100_100,
                        0,
                        0,
                        0,
                        DateTimeOffset.UnixEpoch,
                        0,
                        0
                    ),
                    Truncated: false
                )
            )
            : Reply.Absent<FileContent>($"{path}: {ran.Stderr.Trim()}");
    }
}
