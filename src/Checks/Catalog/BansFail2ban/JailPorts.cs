using System.Globalization;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>The <c>port</c> of a jail: numbers, names of services(5) and ranges (<c>1:1024</c>), joined by commas (jail.conf(5)).</summary>
internal static class JailPorts
{
    /// <summary>True where a port is among them.</summary>
    public static bool Cover(string ports, int port) =>
        ports == "all"
        || ports
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(part =>
                part.Split(':', '-') is var ends
                && Number(ends[0]) is { } first
                && Number(ends[^1]) is { } last
                && first <= port
                && port <= last
            );

    // The one name that matters here; what other names stand for is no business of sshd's.
    private static int? Number(string text) =>
        text == "ssh" ? 22
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : null;
}
