using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>The processes under /proc.</summary>
internal sealed class ProcessTable
{
    /// <summary>All process ids; null where /proc hides other users' processes (mount option hidepid=2, proc(5)).</summary>
    public static List<int>? Ids(out string reason)
    {
        reason = "";
        var folder = ProcFile.Open("/proc");
        if (folder < 0)
        {
            reason = $"/proc: {Errno.Text(-folder)}";
            return null;
        }

        try
        {
            var names = DirectoryEntries.Read((int)folder, out var errno);
            if (names is null)
            {
                reason = errno == 0 ? "/proc: too many entries" : $"/proc: {Errno.Text(errno)}";
                return null;
            }

            var ids = new List<int>(names.Count);
            foreach (var name in names)
            {
                if (
                    System.Buffers.Text.Utf8Parser.TryParse(name, out int id, out var used)
                    && used == name.Length
                )
                {
                    ids.Add(id);
                }
            }

            if (!ids.Contains(1))
            {
                reason = "/proc: hides other users' processes (hidepid)";
                return null;
            }

            return ids;
        }
        finally
        {
            _ = Libc.Close((int)folder);
        }
    }

    public Reply<ImmutableArray<ProcessStatus>> Named(
        ImmutableArray<string> names,
        CancellationToken cancellationToken
    )
    {
        if (Ids(out var reason) is not { } ids)
        {
            return Reply.Denied<ImmutableArray<ProcessStatus>>(reason);
        }

        var found = ImmutableArray.CreateBuilder<ProcessStatus>();
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var comm = ProcFile.Text($"/proc/{id}/comm", out _)?.TrimEnd('\n');
            if (
                comm is not null
                && names.Contains(comm)
                && !IsInContainer(id)
                && Find(id) is { } process
            )
            {
                found.Add(process);
            }
        }

        return Reply.Ok(found.ToImmutable());
    }

    /// <summary>True where it lives in a process namespace below this one: a container's sshd is none of the host's (proc(5), NSpid: one number a namespace, since Linux 4.1).</summary>
    private static bool IsInContainer(int id)
    {
        const string Key = "\nNSpid:\t";
        var status = ProcFile.Text($"/proc/{id}/status", out _) ?? "";
        var start = status.IndexOf(Key, StringComparison.Ordinal);
        return start >= 0
            && status.AsSpan(start + Key.Length) is var rest
            && rest[..rest.IndexOf('\n')].Contains('\t');
    }

    /// <summary>One process; null where it has ended.</summary>
    public ProcessStatus? Find(int id)
    {
        var stat = ProcFile.Text($"/proc/{id}/stat", out _);
        var status = ProcFile.Text($"/proc/{id}/status", out _);
        if (stat is null || status is null || BootTime() is not { } boot)
        {
            return null;
        }

        // comm stands in parentheses and may itself contain some: the last one closes it (proc(5)).
        var open = stat.IndexOf('(');
        var close = stat.LastIndexOf(')');
        var fields = stat[(close + 2)..].Split(' ');
        var startedTicks = long.Parse(fields[19], CultureInfo.InvariantCulture);
        return new ProcessStatus(
            id,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            stat[(open + 1)..close],
            RealUid(status),
            boot.AddTicks(startedTicks * (TimeSpan.TicksPerSecond / UserHz)),
            Arguments(id),
            Descriptor.Link(-100, $"/proc/{id}/exe")
        );
    }

    /// <summary>USER_HZ: 100 on every 64-bit Linux (asm/param.h).</summary>
    private const int UserHz = 100;

    private static DateTimeOffset? BootTime()
    {
        const string Key = "\nbtime ";
        var stat = ProcFile.Text("/proc/stat", out _);
        var start = stat?.IndexOf(Key, StringComparison.Ordinal) ?? -1;
        if (stat is null || start < 0)
        {
            return null;
        }

        var number = stat.AsSpan(start + Key.Length);
        return DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(number[..number.IndexOf('\n')], provider: CultureInfo.InvariantCulture)
        );
    }

    private static uint RealUid(string status)
    {
        const string Key = "\nUid:\t";
        var start = status.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        return uint.Parse(
            status.AsSpan(start, status.IndexOf('\t', start) - start),
            provider: CultureInfo.InvariantCulture
        );
    }

    private static ImmutableArray<string> Arguments(int id)
    {
        var bytes = ProcFile.Bytes($"/proc/{id}/cmdline", out _) ?? [];
        return bytes.Length == 0
            ? []
            : [.. Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\0')];
    }
}
