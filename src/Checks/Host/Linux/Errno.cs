namespace Fleet.Checks.Host.Linux;

/// <summary>errno(3) numbers as replies. The texts are the C locale's, whatever the agent's locale: reasons are part of hashes.</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Again = 11;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;
    public const int NotPermitted = 1;

    public static bool MeansAbsent(nint errno) => errno is NoEntry or NotADirectory;

    public static bool MeansDenied(nint errno) => errno is AccessDenied or NotPermitted;

    /// <summary>The reply for a system call on <paramref name="path"/> that failed.</summary>
    public static Reply<T> Reply<T>(nint errno, string path)
    {
        var reason = $"{path}: {Text(errno)}";
        return MeansAbsent(errno) ? Host.Reply.Absent<T>(reason)
            : MeansDenied(errno) ? Host.Reply.Denied<T>(reason)
            : Host.Reply.Failed<T>(reason);
    }

    public static string Text(nint errno) =>
        errno switch
        {
            NotPermitted => "Operation not permitted",
            NoEntry => "No such file or directory",
            NoProcess => "No such process",
            5 => "Input/output error",
            6 => "No such device or address",
            Again => "Resource temporarily unavailable",
            12 => "Cannot allocate memory",
            AccessDenied => "Permission denied",
            16 => "Device or resource busy",
            18 => "Invalid cross-device link",
            NotADirectory => "Not a directory",
            21 => "Is a directory",
            22 => "Invalid argument",
            23 => "Too many open files in system",
            24 => "Too many open files",
            36 => "File name too long",
            38 => "Function not implemented",
            40 => "Too many levels of symbolic links",
            107 => "Transport endpoint is not connected",
            110 => "Connection timed out",
            112 => "Host is down",
            116 => "Stale file handle",
            126 => "Required key not available",
            _ => $"errno {errno}",
        };
}
