using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>Reads /dev/kmsg from its beginning, without waiting for more (kernel <c>Documentation/ABI/testing/dev-kmsg</c>).</summary>
internal static class KernelLog
{
    private const string Path = "/dev/kmsg";
    private const int ReadOnlyNonBlockingCloseOnExec = 0x80800;
    private const int Overwritten = 32; // EPIPE: the record was overwritten meanwhile; the next read goes on
    private const int MostRecords = 100_000;

    public static Reply<ImmutableArray<KernelMessage>> Read(ReadKernelLog asked)
    {
        var descriptor = ProcFile.Open(Path, ReadOnlyNonBlockingCloseOnExec);
        if (descriptor < 0)
        {
            return Errno.Reply<ImmutableArray<KernelMessage>>(-descriptor, Path);
        }

        try
        {
            return Reply.Ok(Found((int)descriptor, asked));
        }
        finally
        {
            _ = Libc.Close((int)descriptor);
        }
    }

    private static unsafe ImmutableArray<KernelMessage> Found(int descriptor, ReadKernelLog asked)
    {
        var newest = new Queue<KernelMessage>();
        var buffer = stackalloc byte[8192];
        for (var i = 0; i < MostRecords; i++)
        {
            var got = Libc.Call(Syscall.Read, descriptor, (nint)buffer, 8192);
            if (got == -Overwritten)
            {
                continue;
            }

            if (got <= 0)
            {
                break;
            }

            if (
                Message(Encoding.UTF8.GetString(buffer, (int)got)) is { } message
                && message.Text.Contains(asked.Containing, StringComparison.Ordinal)
            )
            {
                newest.Enqueue(message);
                if (newest.Count > asked.Most)
                {
                    newest.Dequeue();
                }
            }
        }

        return [.. newest];
    }

    // <priority>,<sequence>,<microseconds>,<flags>[,…];<text>\n
    private static KernelMessage? Message(string record)
    {
        var text = record.IndexOf(';', StringComparison.Ordinal);
        var fields = text < 0 ? [] : record[..text].Split(',');
        return
            fields.Length >= 3
            && long.TryParse(
                fields[2],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var microseconds
            )
            ? new KernelMessage(
                TimeSpan.FromMicroseconds(microseconds),
                record[(text + 1)..].Split('\n')[0]
            )
            : null;
    }
}
