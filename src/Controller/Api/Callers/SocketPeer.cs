using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Controller.Api.Callers;

/// <summary>The process at the other end of a unix socket, as the kernel vouches for it (unix(7), SO_PEERCRED).</summary>
/// <param name="ProcessId">When it connected.</param>
/// <param name="UserId">Effective.</param>
/// <param name="GroupId">Effective.</param>
public readonly partial record struct SocketPeer(int ProcessId, uint UserId, uint GroupId)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int SoPeerGroups = 59;

    /// <summary>NGROUPS_MAX, limits.h.</summary>
    private const int MostGroups = 65536;

    /// <summary>Root, or the user that this process runs as.</summary>
    public bool IsOwner => UserId == 0 || UserId == EffectiveUserId();

    /// <summary>Asks the kernel.</summary>
    /// <exception cref="SocketException">Not a unix socket.</exception>
    public static SocketPeer Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12]; // struct ucred: pid, uid, gid
        _ = socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return new(
            MemoryMarshal.Read<int>(credentials),
            MemoryMarshal.Read<uint>(credentials[4..]),
            MemoryMarshal.Read<uint>(credentials[8..])
        );
    }

    /// <summary>Was the peer in a group when it connected, by its effective or a supplementary one (SO_PEERGROUPS, Linux 4.13)?</summary>
    public bool IsIn(uint group, Socket socket)
    {
        if (GroupId == group)
        {
            return true;
        }

        var groups = new byte[MostGroups * sizeof(uint)];
        var length = socket.GetRawSocketOption(SolSocket, SoPeerGroups, groups);
        return MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, length)).Contains(group);
    }

    /// <summary>geteuid(2).</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
