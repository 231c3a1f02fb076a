using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>The label of an open path. getxattr(2) refuses a descriptor opened with O_PATH, but takes its name under /proc/self/fd (open(2)).</summary>
internal static unsafe class SecurityLabel
{
    private const int NoData = 61;
    private const int NotSupported = 95;
    private const int Longest = 4096;

    public static Reply<string> Read(int descriptor, string path)
    {
        Span<byte> file = stackalloc byte[64];
        file = file[..Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor}\0", file)];
        Span<byte> label = stackalloc byte[Longest];
        nint length;
        fixed (byte* from = file)
        fixed (byte* name = "security.selinux\0"u8)
        fixed (byte* into = label)
        {
            length = Libc.Call(Syscall.Getxattr, (nint)from, (nint)name, (nint)into, Longest);
        }

        return length switch
        {
            -NoData or -NotSupported => Reply.Absent<string>($"{path}: has no SELinux label"),
            < 0 => Errno.Reply<string>(-length, path),
            _ => Reply.Ok(Encoding.UTF8.GetString(label[..(int)length]).TrimEnd('\0')),
        };
    }
}
