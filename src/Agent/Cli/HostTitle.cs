using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Agent.Cli;

/// <summary>Who the host is, for a report's first line: <c>vm-12 · Debian 12 · OpenSSH 9.2p1</c>. What cannot be read is left out.</summary>
internal static class HostTitle
{
    public static async Task<ImmutableArray<string>> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var name = await host.AskAsync(
            new ReadFile("/proc/sys/kernel/hostname", 256),
            cancellationToken
        );
        var system = await host.AskAsync(
            new ReadFile("/etc/os-release", 16 * 1024),
            cancellationToken
        );
        var daemon = await host.AskAsync(
            new RunCommand(HostCommand.SshdVersion, []),
            cancellationToken
        );
        return
        [
            name.IsOk ? name.Value.Text.Trim() : "",
            system.IsOk ? SystemOf(system.Value.Text) : "",
            daemon.IsOk ? DaemonOf(daemon.Value.Error + daemon.Value.Output) : "",
        ];
    }

    /// <summary>NAME and VERSION_ID of os-release(5), without the "GNU/Linux" that Debian's name ends in.</summary>
    internal static string SystemOf(string osRelease)
    {
        var name = Value(osRelease, "NAME").Replace(" GNU/Linux", "", StringComparison.Ordinal);
        return $"{name} {Value(osRelease, "VERSION_ID")}".Trim();
    }

    /// <summary>From <c>OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL …</c>, which <c>sshd -V</c> and, in older versions, its usage text begin with.</summary>
    internal static string DaemonOf(string output)
    {
        var at = output.IndexOf("OpenSSH_", StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        var version = output[(at + "OpenSSH_".Length)..];
        var end = version.AsSpan().IndexOfAny(" ,\r\n");
        return $"OpenSSH {(end < 0 ? version : version[..end])}";
    }

    private static string Value(string osRelease, string key)
    {
        foreach (var line in osRelease.Split('\n'))
        {
            if (line.StartsWith(key + "=", StringComparison.Ordinal))
            {
                return line[(key.Length + 1)..].Trim().Trim('"', '\'');
            }
        }

        return "";
    }
}
