using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>The kernel's table of this host's addresses (rtnetlink(7), RTM_GETADDR).</summary>
internal static class AddressTable
{
    private const ushort GetAddresses = 22;
    private const int Fixed = 8;
    private const ushort Address = 1;
    private const ushort Local = 2; // on a point-to-point device the other end is in Address
    private const ushort Flags = 8;
    private const uint Temporary = 0x01;
    private const uint Failed = 0x08;
    private const uint Deprecated = 0x20;
    private const uint Tentative = 0x40;

    public static Reply<ImmutableArray<HostAddress>> Read()
    {
        var found = ImmutableArray.CreateBuilder<HostAddress>();
        var errno = Netlink.Dump(
            Netlink.Route,
            GetAddresses,
            new byte[Fixed],
            body =>
            {
                if (Of(body) is { } address)
                {
                    found.Add(address);
                }
            }
        );
        return errno == 0
            ? Reply.Ok(found.ToImmutable())
            : Errno.Reply<ImmutableArray<HostAddress>>(errno, "address table");
    }

    private static HostAddress? Of(ReadOnlySpan<byte> body)
    {
        if (body.Length < Fixed)
        {
            return null;
        }

        var attributes = body[Fixed..];
        var local = Netlink.Attribute(attributes, Local);
        var bytes = local.IsEmpty ? Netlink.Attribute(attributes, Address) : local;
        if (bytes.Length is not (4 or 16))
        {
            return null;
        }

        var wide = Netlink.Attribute(attributes, Flags);
        var flags = wide.Length == 4 ? BitConverter.ToUInt32(wide) : body[2];
        return new HostAddress(
            new IPAddress(bytes).ToString(),
            body[1],
            Device(BitConverter.ToUInt32(body[4..])),
            State(flags, bytes.Length == 16)
        );
    }

    // The lowest bit means "temporary" for IPv6 and "second of its network" for IPv4.
    private static HostAddressState State(uint flags, bool isVersion6) =>
        (flags & Failed) != 0 ? HostAddressState.Duplicate
        : (flags & Tentative) != 0 ? HostAddressState.Tentative
        : isVersion6 && (flags & (Temporary | Deprecated)) != 0 ? HostAddressState.Passing
        : HostAddressState.Usable;

    private static unsafe string Device(uint index)
    {
        var name = stackalloc byte[16]; // IF_NAMESIZE
        return Libc.DeviceName(index, name) == 0
            ? ""
            : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }
}
