using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>The keys of fail2ban's own settings.</summary>
internal static class JailKeys
{
    public const string Prefix = "fail2ban";
    public const string Running = Prefix + "/running";
    public const string Jails = Prefix + "/jail";
    public const string JournalModule = Prefix + "/python_systemd";
    public const string OwnNetworks = Prefix + "/own_networks";

    public const string Filter = "filter";
    public const string Port = "port";
    public const string Backend = "backend";
    public const string Log = "log";
    public const string LogFiles = "log_files";

    public static ImmutableArray<KeyDeclaration> Declared { get; } =
    [
        new(Running, KeyUse.Watched, "Whether fail2ban-server runs.", "yes"),
        Of(Filter, "The messages that count, without the filter's options.", "sshd"),
        Of(Port, "The ports that a ban closes; all: every one.", "ssh"),
        Of("bantime", "Seconds that a ban lasts; -1: for ever.", "600"),
        Of("findtime", "Seconds within which failures are counted.", "600"),
        Of("maxretry", "Failures that lead to a ban.", "5"),
        Of("ignoreip", "Who is never banned.", "127.0.0.1/8 ::1 10.0.0.0/8"),
        Of(Backend, "How it reads: systemd is the journal, all others are files.", "systemd"),
        Of(Log, "Patterns of the files it reads.", "/var/log/auth.log"),
        new(
            $"{Jails}/*/{LogFiles}",
            KeyUse.Inventory,
            "The files that these patterns find; journal where it reads that, none where there are none.",
            "/var/log/auth.log"
        ),
        new(
            JournalModule,
            KeyUse.Inventory,
            "Whether Python's systemd module is installed, which the journal needs; not told where it may be elsewhere than Debian puts it.",
            "yes"
        ),
        new(
            OwnNetworks,
            KeyUse.Inventory,
            "The private networks that the host stands in.",
            "10.0.4.0/22"
        ),
    ];

    public static string Of(Jail jail, string name) => Key(jail.Name, name);

    public static string Key(string jail, string name) => $"{Jails}/{FactKey.Segment(jail)}/{name}";

    private static KeyDeclaration Of(string name, string meaning, string example) =>
        new($"{Jails}/*/{name}", KeyUse.Watched, meaning, example);
}
