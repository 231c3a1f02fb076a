using System.Globalization;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>dnf's log of rpm's transactions, <c>/var/log/dnf.rpm.log</c>: <c>2026-11-22T14:05:11+0000 SUBDEBUG Upgrade: openssh-server-8.7p1-38.el9.x86_64</c>, then <c>Upgraded:</c> with the build before.</summary>
public static class DnfLog
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>What was installed, upgraded and removed, in the log's order; other lines are passed over.</summary>
    public static IReadOnlyList<PackageEvent> Read(string text)
    {
        var events = new List<PackageEvent>();
        foreach (var line in text.Split('\n'))
        {
            if (
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    is [var stamp, "SUBDEBUG", var verb, var build]
                && Build(build) is var (name, version)
                && DateTimeOffset.TryParseExact(
                    stamp,
                    Stamp,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var at
                )
            )
            {
                Take(events, verb, new(at, name, "", "", version));
            }
        }

        return events;
    }

    private static void Take(List<PackageEvent> events, string verb, PackageEvent told)
    {
        switch (verb)
        {
            case "Installed:":
                events.Add(told with { Action = "install" });
                break;
            case "Upgrade:":
                events.Add(told with { Action = "upgrade" });
                break;
            case "Downgrade:":
                events.Add(told with { Action = "downgrade" });
                break;
            case "Reinstall:":
                events.Add(told with { Action = "reinstall", Before = told.After });
                break;
            case "Erase:":
                events.Add(told with { Action = "remove", Before = told.After, After = "" });
                break;
            case "Upgraded:" or "Downgraded:":
                if (events.FindLastIndex(one => one.Package == told.Package) is >= 0 and var last)
                {
                    events[last] = events[last] with { Before = told.After };
                }

                break;
        }
    }

    /// <summary><c>name-version-release.arch</c></summary>
    private static (string Name, string Version)? Build(string text)
    {
        var dot = text.LastIndexOf('.');
        var release = dot < 0 ? -1 : text.LastIndexOf('-', dot);
        var version = release <= 0 ? -1 : text.LastIndexOf('-', release - 1);
        return version <= 0 ? null : (text[..version], text[(version + 1)..dot]);
    }
}
