using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Fleet.Lab.Machine;

/// <summary>The few calls of libc and libcrypt that the base library has no name for.</summary>
internal static class Libc
{
    public const int Sigkill = 9;

    public static void ChangeOwner(string path, int user, int group)
    {
        if (lchown(path, user, group) != 0)
        {
            throw new Win32Exception(
                Marshal.GetLastPInvokeError(),
                $"chown of {path} to {user}:{group} failed"
            );
        }
    }

    /// <summary>Sends a signal; a process that is already gone is not an error.</summary>
    public static void Signal(int pid, int signal)
    {
        const int NoSuchProcess = 3;
        if (
            kill(pid, signal) != 0
            && Marshal.GetLastPInvokeError() is var error
            && error != NoSuchProcess
        )
        {
            throw new Win32Exception(error, $"signal {signal} to process {pid} failed");
        }
    }

    /// <summary>SHA-512 crypt (<c>$6$</c>, crypt(5)) of a password, as <c>/etc/shadow</c> stores it.</summary>
    public static string HashPassword(string password, string salt) =>
        Marshal.PtrToStringUTF8(crypt(password, $"$6${salt}"))
        ?? throw new InvalidOperationException("libcrypt knows no SHA-512 crypt");

    public static bool IsRoot => geteuid() == 0;

    [DllImport("libc", SetLastError = true)]
    private static extern int lchown(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int user,
        int group
    );

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);

    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libcrypt.so.1")]
    private static extern IntPtr crypt(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string password,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string setting
    );
}
