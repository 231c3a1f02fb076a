using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>getdents64(2) of an open directory.</summary>
internal static unsafe class DirectoryEntries
{
    /// <summary>A directory with more is not listed: a hostile one must not fill the agent's memory.</summary>
    public const int Most = 65_536;

    private const int HeaderLength = 19;
    private const int ReclenOffset = 16;

    /// <summary>Raw names without <c>.</c> and <c>..</c>, in no order. Null with an errno where reading fails, null without one where there are too many.</summary>
    public static List<byte[]>? Read(int descriptor, out nint errno)
    {
        var names = new List<byte[]>();
        Span<byte> buffer = stackalloc byte[16 * 1024];
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var length = Libc.Call(Syscall.Getdents64, descriptor, (nint)start, buffer.Length);
                errno = length < 0 ? -length : 0;
                if (length < 0)
                {
                    return null;
                }

                if (length == 0)
                {
                    return names;
                }

                Take(buffer[..(int)length], names);
                if (names.Count > Most)
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Decoded, in byte order. A name that is no UTF-8 is decoded with replacement characters: it can be shown, not opened.</summary>
    public static ImmutableArray<string> Sorted(List<byte[]> names)
    {
        names.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return [.. names.Select(name => Encoding.UTF8.GetString(name))];
    }

    private static void Take(ReadOnlySpan<byte> records, List<byte[]> names)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[ReclenOffset..]);
            var name = records[HeaderLength..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(name.ToArray());
            }

            records = records[length..];
        }
    }
}
