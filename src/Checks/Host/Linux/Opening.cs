using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>One open(2) to be made: prepared beforehand, so that nothing but system calls happens under a borrowed identity.</summary>
/// <param name="Path">The path inside the root, as the kernel takes it: UTF-8, ended by NUL.</param>
/// <param name="Flags">O_* bits.</param>
internal readonly record struct Opening(byte[] Path, int Flags)
{
    private const int NonBlocking = 0x800;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int OnlyThePath = 0x200000;

    /// <summary>O_DIRECTORY and O_NOFOLLOW have other values on Arm than in asm-generic (asm/fcntl.h).</summary>
    private static readonly bool Arm =
        System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
        == System.Runtime.InteropServices.Architecture.Arm64;

    private static readonly int DirectoryOnly = Arm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = Arm ? 0x8000 : 0x20000;

    /// <summary>To read a file. Non-blocking: a fifo planted in the way must not hold the agent.</summary>
    public static Opening ToRead(string path) =>
        new(Bytes(path), NonBlocking | NoControllingTerminal | CloseOnExec);

    /// <summary>To list a directory.</summary>
    public static Opening ToList(string path) =>
        new(Bytes(path), NonBlocking | DirectoryOnly | CloseOnExec);

    /// <summary>O_PATH: says what is there and needs only search permission on the way.</summary>
    public static Opening ToLookAt(string path, bool followLinks) =>
        new(Bytes(path), OnlyThePath | CloseOnExec | (followLinks ? 0 : NoFollow));

    private static byte[] Bytes(string path)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        return bytes;
    }
}
