using System.Globalization;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>dpkg's own log, <c>/var/log/dpkg.log</c> (dpkg(1), LOG FILE): <c>2026-11-22 14:05:11 upgrade openssh-server:amd64 1:9.2p1-2+deb12u2 1:9.2p1-2+deb12u3</c>.</summary>
public static class DpkgLog
{
    private const string Stamp = "yyyy-MM-dd HH:mm:ss";
    private const string None = "<none>";

    /// <summary>dpkg is no older; a moment at the calendar's edge has no place in another zone.</summary>
    private const int Oldest = 1994;

    /// <summary>What was installed, upgraded and removed, in the log's order; other lines are passed over.</summary>
    /// <param name="text">The log, or its end.</param>
    /// <param name="zone">The host's time zone: the log has local time.</param>
    public static IEnumerable<PackageEvent> Read(string text, TimeZoneInfo zone)
    {
        foreach (var line in text.Split('\n'))
        {
            if (
                line.Split(' ') is [var day, var time, var verb, var name, var before, var after]
                && Action(verb, before, after) is { } action
                && DateTime.TryParseExact(
                    $"{day} {time}",
                    Stamp,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var local
                )
                && local.Year >= Oldest
            )
            {
                yield return new PackageEvent(
                    new DateTimeOffset(local, zone.GetUtcOffset(local)),
                    name.Split(':')[0],
                    action,
                    before == None ? "" : before,
                    after == None ? "" : after
                );
            }
        }
    }

    /// <summary>dpkg calls a step back an upgrade too.</summary>
    private static string? Action(string verb, string before, string after) =>
        verb switch
        {
            "install" when before == None => "install",
            "install" or "upgrade" => DpkgVersion.Compare(before, after) switch
            {
                0 => "reinstall",
                > 0 => "downgrade",
                _ => "upgrade",
            },
            "remove" or "purge" => "remove",
            _ => null,
        };
}
