using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>
/// Follows a log file through rotation without reading a line twice: rename and create (logrotate's default) and copytruncate. The rotated file is finished first; a
/// compressed one cannot be.
/// </summary>
/// <param name="host">The host.</param>
/// <param name="path">The live file.</param>
/// <param name="feed">Gets the lines.</param>
/// <param name="budget">The most bytes to read in this run.</param>
internal sealed class FileFollower(IHost host, string path, LineFeed feed, long budget)
{
    public const string Behind = "more new lines than one run reads: the next one goes on";
    public const string RotatedAway =
        "the log was rotated and what was not read yet is compressed or gone";
    public const string RotatedMeanwhile =
        "the log was rotated while it was read: the next run goes on";
    private const int Chunk = 1 << 20;
    private long _left = budget;

    /// <summary>Reads the end of the file for the first time.</summary>
    /// <param name="most">At most so many bytes from its end.</param>
    /// <param name="cancellationToken">The run's end.</param>
    public async ValueTask<Reply<LogPlace>> StartAsync(
        long most,
        CancellationToken cancellationToken
    )
    {
        var head = await FileHead.ReadAsync(host, path, cancellationToken);
        if (!head.IsOk)
        {
            return new Reply<LogPlace>(head.State, null, head.Reason);
        }

        // A start inside a line costs that line: without its header it is nobody's.
        var start = Math.Max(0, head.Value.Status.Size - most);
        return Reply.Ok(await ReadAsync(head.Value, start, isLast: false, cancellationToken));
    }

    /// <summary>Goes on where the last run ended.</summary>
    public async ValueTask<Reply<LogPlace>> ContinueAsync(
        FileCursor cursor,
        CancellationToken cancellationToken
    )
    {
        var live = await FileHead.ReadAsync(host, path, cancellationToken);
        if (!live.IsOk && !live.IsAbsent)
        {
            return new Reply<LogPlace>(live.State, null, live.Reason);
        }

        if (live.IsOk && live.Value.Is(cursor))
        {
            return Reply.Ok(
                await ReadAsync(live.Value, cursor.Offset, isLast: false, cancellationToken)
            );
        }

        var rotated = await RotatedFiles.FindAsync(host, path, cancellationToken);
        var old = RotatedFiles.IndexOf(rotated, cursor);
        if (live.IsOk && live.Value.Status.Size > 0)
        {
            return Reply.Ok(await FinishAsync(rotated, old, cursor, live.Value, cancellationToken));
        }

        // Renamed, and the daemon has not opened the new file yet: it may still write to the old one.
        return old >= 0
                ? Reply.Ok(await ReadAsync(rotated[old], cursor.Offset, false, cancellationToken))
            : live.IsOk ? Reply.Ok(Lost(live.Value.CursorAt(path, 0), cursor))
            : Reply.Absent<LogPlace>(live.Reason);
    }

    private async ValueTask<LogPlace> FinishAsync(
        IReadOnlyList<FileHead> rotated,
        int old,
        FileCursor cursor,
        FileHead live,
        CancellationToken cancellationToken
    )
    {
        for (var i = old; i >= 0 && i < rotated.Count; i++)
        {
            var place = await ReadAsync(
                rotated[i],
                i == old ? cursor.Offset : 0,
                isLast: true,
                cancellationToken
            );
            if (place.Missing is not null)
            {
                return place;
            }
        }

        var reached = await ReadAsync(live, 0, isLast: false, cancellationToken);
        return old >= 0 ? reached : Lost(reached.Cursor, cursor);
    }

    /// <summary>An empty file that went away took nothing with it.</summary>
    private static LogPlace Lost(LogCursor now, FileCursor before) =>
        new(now, before.Offset == 0 ? null : RotatedAway);

    private async ValueTask<LogPlace> ReadAsync(
        FileHead file,
        long offset,
        bool isLast,
        CancellationToken cancellationToken
    )
    {
        while (!feed.IsFull && _left > 0)
        {
            var reply = await host.AskAsync(
                new ReadFile(file.Path, (int)Math.Min(Chunk, _left), offset),
                cancellationToken
            );
            if (!reply.IsOk || reply.Value.Status.Inode != file.Status.Inode)
            {
                // Rotated while it was read: the next run finds it under its new name.
                return new LogPlace(file.CursorAt(path, offset), RotatedMeanwhile);
            }

            var bytes = reply.Value.Bytes;
            var goesOn = reply.Value.Truncated;
            var taken = feed.Take(bytes.AsSpan(), isLast && !goesOn);

            // A line longer than a chunk is no line of sshd.
            taken = taken == 0 && goesOn && !feed.IsFull ? bytes.Length : taken;
            offset += taken;
            _left -= bytes.Length;
            if (!goesOn && !feed.IsFull)
            {
                return new LogPlace(await CursorAsync(file, offset, cancellationToken));
            }
        }

        return new LogPlace(await CursorAsync(file, offset, cancellationToken), Behind);
    }

    /// <summary>The file may have grown past the head that was read of it.</summary>
    private async ValueTask<FileCursor> CursorAsync(
        FileHead file,
        long offset,
        CancellationToken cancellationToken
    )
    {
        if (file.First.Length < Math.Min(offset, FileHead.Length))
        {
            var again = await FileHead.ReadAsync(host, file.Path, cancellationToken);
            file = again.IsOk && again.Value.Status.Inode == file.Status.Inode ? again.Value : file;
        }

        return file.CursorAt(path, offset);
    }
}
