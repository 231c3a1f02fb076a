using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fleet.Checks.Host.Linux;

/// <summary>Runs the allow-listed commands: the first of a command's paths that is there and may be executed.</summary>
internal sealed class CommandRequests(FileRequests files, TimeProvider time)
{
    private const int AnyExecute = 0b001_001_001;

    // One entry a program: a new file takes the old one's place.
    private readonly ConcurrentDictionary<string, (FileStatus File, CommandOutput Said)> _said =
        new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The command does not declare these arguments: a defect of the asker.</exception>
    public async ValueTask<Reply<CommandOutput>> RunAsync(
        RunCommand asked,
        CancellationToken cancellationToken
    )
    {
        var command = asked.Command;
        if (!command.Accepts(asked.Arguments))
        {
            throw new ArgumentException(
                $"{command.Name} does not take these arguments: {string.Join(' ', asked.Arguments)}",
                nameof(asked)
            );
        }

        foreach (var path in command.Paths)
        {
            var status = await files.StatusAsync(new GetStatus(path), cancellationToken);
            if (
                status.IsOk
                && status.Value.Kind == FileKind.Regular
                && (status.Value.Mode & AnyExecute) != 0
            )
            {
                var child = new ChildProcess(
                    path,
                    [.. command.FixedArguments, .. asked.Arguments],
                    command.Deadline,
                    command.MaxOutput
                );
                return command.IsOfItsFile
                    ? await OnceAsync(child, status.Value, cancellationToken)
                    : await child.RunAsync(time, cancellationToken);
            }
        }

        return Reply.Absent<CommandOutput>(
            $"{command.Name}: not found at {string.Join(" or ", command.Paths)}"
        );
    }

    private async ValueTask<Reply<CommandOutput>> OnceAsync(
        ChildProcess child,
        FileStatus file,
        CancellationToken cancellationToken
    )
    {
        var key = $"{child.Path} {string.Join(' ', child.Arguments)}";
        if (_said.TryGetValue(key, out var known) && known.File == file)
        {
            return Reply.Ok(known.Said);
        }

        var reply = await child.RunAsync(time, cancellationToken);
        if (reply.IsOk)
        {
            _said[key] = (file, reply.Value);
        }

        return reply;
    }
}
