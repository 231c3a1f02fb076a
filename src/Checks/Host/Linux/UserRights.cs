using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>
/// Opens a file with a user's rights: the calling thread's file-system identity alone changes (credentials(7): fsuid, fsgid, groups), round one open, and is put back
/// before anything else happens; what runs meanwhile is compiled beforehand, since a thread that the runtime starts for compiling would inherit the identity. With an fsuid other than 0 the kernel takes CAP_DAC_OVERRIDE and its like away (capabilities(7)).
/// </summary>
internal static unsafe class UserRights
{
    private const uint Nobody = uint.MaxValue;

    /// <summary>Runs the whole way once with the agent's own identity, so that nothing of it is compiled later under another.</summary>
    public static void Prepare(HostRoot root, Own own)
    {
        var itself = new UserIdentity(own.Uid, own.Gid, own.Groups);
        var descriptor = Open(root, Opening.ToLookAt("/", followLinks: true), itself, own);
        if (descriptor >= 0)
        {
            _ = Libc.Close((int)descriptor);
        }
    }

    /// <summary>A descriptor, or a negative errno. Call it on a thread that is used for nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Open(HostRoot root, in Opening opening, UserIdentity user, Own own)
    {
        var groups = user.Groups.AsSpan();
        nint result;
        try
        {
            result = Setgroups(groups);
            if (result == 0)
            {
                result = Become(user.Uid, user.Gid);
            }

            if (result == 0)
            {
                result = root.Open(opening);
            }
        }
        finally
        {
            _ = Become(own.Uid, own.Gid);
            _ = Setgroups(own.Groups.AsSpan());
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Become(uint uid, uint gid)
    {
        _ = Libc.Call(Syscall.Setfsgid, (nint)gid);
        _ = Libc.Call(Syscall.Setfsuid, (nint)uid);

        // Neither call reports failure: an impossible id changes nothing and answers what holds (setfsuid(2)).
        var holds =
            (uint)Libc.Call(Syscall.Setfsgid, unchecked((nint)Nobody)) == gid
            && (uint)Libc.Call(Syscall.Setfsuid, unchecked((nint)Nobody)) == uid;
        return holds ? 0 : -Errno.NotPermitted;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Setgroups(ReadOnlySpan<uint> groups)
    {
        fixed (uint* first = groups)
        {
            return Libc.Call(Syscall.Setgroups, groups.Length, (nint)first);
        }
    }

    /// <summary>The identity the agent itself has.</summary>
    internal sealed record Own(uint Uid, uint Gid, ImmutableArray<uint> Groups)
    {
        public static Own Read()
        {
            var count = (int)Libc.Call(Syscall.Getgroups);
            var groups = new uint[Math.Max(count, 0)];
            fixed (uint* first = groups)
            {
                _ = Libc.Call(Syscall.Getgroups, groups.Length, (nint)first);
            }

            return new Own(Libc.EffectiveUid(), Libc.EffectiveGid(), [.. groups]);
        }
    }
}
