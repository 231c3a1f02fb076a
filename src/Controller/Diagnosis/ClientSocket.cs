using System.Globalization;
using Fleet.Checks.Parsing;

namespace Fleet.Controller.Diagnosis;

/// <summary>The port from which a program of ours connects, by which the host's log lines about it are told from those of others behind the same address.</summary>
internal static class ClientSocket
{
    private const string Mark = "socket:[";

    /// <summary>0 where the program has no connection (yet), or the system does not tell (proc(5) is Linux's).</summary>
    /// <param name="process">Its number.</param>
    public static int PortOf(int process)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
        try
        {
            var inodes = Directory
                .EnumerateFiles($"{place}/fd")
                .Select(file => new FileInfo(file).LinkTarget ?? "")
                .Where(target => target.StartsWith(Mark, StringComparison.Ordinal))
                .Select(target => target[Mark.Length..].TrimEnd(']'))
                .ToHashSet();
            return inodes.Count == 0
                ? 0
                : ((string[])["tcp", "tcp6"])
                    .SelectMany(table => File.ReadLines($"{place}/net/{table}"))
                    .Select(line => ProcNetTcp.EstablishedPort(line, inodes))
                    .FirstOrDefault(port => port > 0);
        }
        catch (IOException)
        {
            // It has ended, or there is no /proc here.
            return 0;
        }
        catch (UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
