using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>A jail's settings as facts, and what it has to read.</summary>
internal static class JailFacts
{
    private const string DebianModules = "/usr/lib/python3/dist-packages";

    public static async ValueTask WriteAsync(
        IHost host,
        Jail jail,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        Write(JailKeys.Filter, jail.Filter);
        Write(JailKeys.Port, jail.Ports);
        Write("bantime", jail.Seconds("bantime"));
        Write("findtime", jail.Seconds("findtime"));
        Write("maxretry", jail.Text("maxretry"));
        Write(
            "ignoreip",
            string.Join(
                ' ',
                jail.Text("ignoreip").Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries)
            )
        );
        Write(JailKeys.Backend, jail.Backend);
        if (jail.ReadsJournal)
        {
            seen.Fact(JailKeys.Of(jail, JailKeys.LogFiles), "journal");
            return;
        }

        Write(JailKeys.Log, string.Join(' ', jail.LogPatterns));
        await FilesAsync(host, jail, seen, cancellationToken);

        void Write(string name, string value) =>
            seen.Fact(
                JailKeys.Of(jail, name),
                value,
                jail.Source(name == JailKeys.Log ? "logpath" : name)
            );
    }

    /// <summary>Where Debian puts Python's modules, the one that reads the journal can be looked for.</summary>
    public static async ValueTask JournalModuleAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var fail2ban = await host.AskAsync(
            new GetStatus($"{DebianModules}/fail2ban"),
            cancellationToken
        );
        if (!fail2ban.IsOk)
        {
            return;
        }

        var module = await host.AskAsync(
            new GetStatus($"{DebianModules}/systemd"),
            cancellationToken
        );
        if (module.IsOk || module.IsAbsent)
        {
            seen.Fact(JailKeys.JournalModule, module.IsOk ? "yes" : "no");
        }
    }

    private static async ValueTask FilesAsync(
        IHost host,
        Jail jail,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var found = new List<string>();
        foreach (var pattern in jail.LogPatterns)
        {
            var (paths, unreadable) = await HostGlob.FindAsync(host, pattern, cancellationToken);
            found.AddRange(paths);
            if (unreadable is not null)
            {
                seen.Cover(
                    JailKeys.Of(jail, JailKeys.LogFiles),
                    CoverageState.Unreadable,
                    unreadable
                );
                return;
            }
        }

        seen.Fact(
            JailKeys.Of(jail, JailKeys.LogFiles),
            found.Count == 0 ? "none" : string.Join(' ', found.Take(10))
        );
    }
}
