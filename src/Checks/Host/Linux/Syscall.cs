using System.Runtime.InteropServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>System call numbers: x86-64 has its own table, the other 64-bit architectures share one (asm-generic/unistd.h).</summary>
internal static class Syscall
{
    private static readonly bool X64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static readonly nint Read = X64 ? 0 : 63;
    public static readonly nint Write = X64 ? 1 : 64;
    public static readonly nint Socket = X64 ? 41 : 198;
    public static readonly nint Openat = X64 ? 257 : 56;
    public static readonly nint Openat2 = 437;
    public static readonly nint Statx = X64 ? 332 : 291;
    public static readonly nint Getdents64 = X64 ? 217 : 61;
    public static readonly nint Readlinkat = X64 ? 267 : 78;
    public static readonly nint Getgroups = X64 ? 115 : 158;
    public static readonly nint Setgroups = X64 ? 116 : 159;
    public static readonly nint Setfsuid = X64 ? 122 : 151;
    public static readonly nint Setfsgid = X64 ? 123 : 152;
    public static readonly nint Fstatfs = X64 ? 138 : 44;
    public static readonly nint Getxattr = X64 ? 191 : 8;
    public static readonly nint Adjtimex = X64 ? 159 : 171;
}
