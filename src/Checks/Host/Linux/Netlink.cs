namespace Fleet.Checks.Host.Linux;

/// <summary>What becomes of one message of a dump.</summary>
internal delegate void NetlinkPart(ReadOnlySpan<byte> body);

/// <summary>Asks the kernel for a whole table over a netlink socket (netlink(7)): no child process, and numbers that no file of /proc has.</summary>
internal static unsafe class Netlink
{
    public const int Route = 0;
    public const int SocketDiagnosis = 4;
    private const int Family = 16;
    private const int RawCloseOnExec = 3 | 0x80000;
    private const ushort RequestDump = 0x301;
    private const ushort Error = 2;
    private const ushort Done = 3;
    private const int Header = 16;

    /// <summary>Hands every message of the answer to <paramref name="each"/>; 0, or the errno that stood in the way.</summary>
    public static nint Dump(int protocol, ushort type, ReadOnlySpan<byte> asked, NetlinkPart each)
    {
        var descriptor = Libc.Call(Syscall.Socket, Family, RawCloseOnExec, protocol);
        if (descriptor < 0)
        {
            return -descriptor;
        }

        try
        {
            var sent = Send(descriptor, type, asked);
            return sent < 0 ? -sent : Receive(descriptor, each);
        }
        finally
        {
            _ = Libc.Close((int)descriptor);
        }
    }

    /// <summary>The attributes behind a message's fixed part (rtnetlink(7)): a type and a value each.</summary>
    public static ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> attributes, ushort wanted)
    {
        while (attributes.Length >= 4)
        {
            var length = BitConverter.ToUInt16(attributes);
            if (length < 4 || length > attributes.Length)
            {
                return [];
            }

            // The two highest bits are flags.
            if ((BitConverter.ToUInt16(attributes[2..]) & 0x3fff) == wanted)
            {
                return attributes[4..length];
            }

            attributes = attributes[Math.Min(Aligned(length), attributes.Length)..];
        }

        return [];
    }

    private static nint Send(nint descriptor, ushort type, ReadOnlySpan<byte> asked)
    {
        Span<byte> message = stackalloc byte[Header + asked.Length];
        message.Clear();
        BitConverter.TryWriteBytes(message, message.Length);
        BitConverter.TryWriteBytes(message[4..], type);
        BitConverter.TryWriteBytes(message[6..], RequestDump);
        asked.CopyTo(message[Header..]);
        fixed (byte* start = message)
        {
            return Libc.Call(Syscall.Write, descriptor, (nint)start, message.Length);
        }
    }

    private static nint Receive(nint descriptor, NetlinkPart each)
    {
        var buffer = new byte[64 << 10];
        while (true)
        {
            nint got;
            fixed (byte* start = buffer)
            {
                got = Libc.Call(Syscall.Read, descriptor, (nint)start, buffer.Length);
            }

            if (got <= 0)
            {
                return -got;
            }

            var rest = buffer.AsSpan(0, (int)got);
            while (rest.Length >= Header)
            {
                var length = BitConverter.ToInt32(rest);
                var type = BitConverter.ToUInt16(rest[4..]);
                if (length < Header || length > rest.Length || type is Done or Error)
                {
                    return type == Error && rest.Length >= Header + 4
                        ? -BitConverter.ToInt32(rest[Header..])
                        : 0;
                }

                each(rest[Header..length]);
                rest = rest[Math.Min(Aligned(length), rest.Length)..];
            }
        }
    }

    private static int Aligned(int length) => (length + 3) & ~3;
}
