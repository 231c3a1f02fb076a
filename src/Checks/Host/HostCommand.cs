using System.Collections.Immutable;

namespace Fleet.Checks.Host;

/// <summary>
/// A command the agent may run: read-only, fixed argv. The list is closed; what varies (a unit's name, a journal cursor) is validated by the command's own declaration.
/// </summary>
public sealed class HostCommand
{
    private readonly Func<ImmutableArray<string>, bool> _accepts;

    private HostCommand(
        string name,
        Capability needs,
        ImmutableArray<string> paths,
        ImmutableArray<string> fixedArguments,
        Func<ImmutableArray<string>, bool> accepts
    ) =>
        (Name, Needs, Paths, FixedArguments, _accepts) = (
            name,
            needs,
            paths,
            fixedArguments,
            accepts
        );

    /// <summary>The command's stable name in this list.</summary>
    public string Name { get; }

    public Capability Needs { get; }

    /// <summary>Absolute paths to try, in order: PATH is never searched.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Arguments that always stand first.</summary>
    public ImmutableArray<string> FixedArguments { get; }

    /// <summary>The most time it gets.</summary>
    public TimeSpan Deadline { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most that is kept of each of stdout and stderr, in bytes.</summary>
    public int MaxOutput { get; private init; } = 1 << 20;

    /// <summary>True where these variable arguments are ones the command declares.</summary>
    public bool Accepts(ImmutableArray<string> arguments) => _accepts(arguments);

    private static readonly ImmutableArray<string> SshdPaths =
    [
        "/usr/sbin/sshd",
        "/usr/local/sbin/sshd",
    ];
    private static readonly ImmutableArray<string> SystemctlPaths =
    [
        "/usr/bin/systemctl",
        "/bin/systemctl",
    ];
    private static readonly ImmutableArray<string> JournalctlPaths =
    [
        "/usr/bin/journalctl",
        "/bin/journalctl",
    ];

    /// <summary><c>sshd -T</c>: effective values of the files on disk (sshd(8)). No variable arguments, or one -C value.</summary>
    public static HostCommand SshdEffectiveConfig { get; } =
        new(
            "sshd -T",
            Capability.RunCommand,
            SshdPaths,
            ["-T"],
            a => a.IsEmpty || (a.Length == 2 && a[0] == "-C" && IsConnectionSpec(a[1]))
        );

    /// <summary><c>sshd -t</c>: is the configuration valid, are the keys sane (sshd(8)).</summary>
    public static HostCommand SshdTest { get; } =
        new("sshd -t", Capability.RunCommand, SshdPaths, ["-t"], a => a.IsEmpty);

    /// <summary><c>sshd -V</c> prints the version (OpenSSH 9.0 and newer; older ones print it with their usage text).</summary>
    public static HostCommand SshdVersion { get; } =
        new("sshd -V", Capability.RunCommand, SshdPaths, ["-V"], a => a.IsEmpty);

    /// <summary><c>systemctl show -p … UNIT…</c> (systemctl(1)): first argument a comma list of properties, then unit names.</summary>
    public static HostCommand SystemctlShow { get; } =
        new(
            "systemctl show",
            Capability.RunCommand,
            SystemctlPaths,
            ["show", "--no-pager", "-p"],
            a => a.Length >= 2 && a.All(IsPlainWord)
        );

    /// <summary>
    /// <c>journalctl</c> for sshd's messages by _COMM, as JSON lines with cursors. One variable argument: <c>--after-cursor=C</c> or <c>--since=@SECONDS</c>.
    /// </summary>
    public static HostCommand JournalSshd { get; } =
        new(
            "journalctl sshd",
            Capability.ReadJournal,
            JournalctlPaths,
            [
                "--no-pager",
                "--quiet",
                "--output=json",
                "--all",
                "--utc",
                "--output-fields=MESSAGE,_PID,_UID,SYSLOG_IDENTIFIER,_COMM,__CURSOR,__REALTIME_TIMESTAMP,_SOURCE_REALTIME_TIMESTAMP",
                "_COMM=sshd",
                "+",
                "_COMM=sshd-session",
                "+",
                "_COMM=sshd-auth",
            ],
            a => a.Length == 1 && (IsOption(a[0], "--after-cursor=") || IsOption(a[0], "--since=@"))
        )
        {
            MaxOutput = 8 << 20,
        };

    /// <summary><c>nft list ruleset</c> with handles and without counters (nft(8)).</summary>
    public static HostCommand NftRuleset { get; } =
        Firewall("nft list ruleset", "nft", "-s", "-a", "list", "ruleset");

    /// <summary><c>iptables-save</c>: IPv4 rules, of whichever variant the host uses (iptables-save(8)).</summary>
    public static HostCommand IptablesSave { get; } = Firewall("iptables-save", "iptables-save");

    /// <summary><c>ip6tables-save</c>: IPv6 rules.</summary>
    public static HostCommand Ip6tablesSave { get; } = Firewall("ip6tables-save", "ip6tables-save");

    /// <summary><c>iptables-legacy-save</c>: IPv4 rules of the kernel's older path, beside which nftables runs.</summary>
    public static HostCommand IptablesLegacySave { get; } =
        Firewall("iptables-legacy-save", "iptables-legacy-save");

    /// <summary><c>ip6tables-legacy-save</c>: the same for IPv6.</summary>
    public static HostCommand Ip6tablesLegacySave { get; } =
        Firewall("ip6tables-legacy-save", "ip6tables-legacy-save");

    /// <summary>Every command there is.</summary>
    public static ImmutableArray<HostCommand> All { get; } =
    [
        SshdEffectiveConfig,
        SshdTest,
        SshdVersion,
        SystemctlShow,
        JournalSshd,
        NftRuleset,
        IptablesSave,
        Ip6tablesSave,
        IptablesLegacySave,
        Ip6tablesLegacySave,
    ];

    // A large ban list is a large ruleset.
    private static HostCommand Firewall(string name, string program, params string[] arguments) =>
        new(
            name,
            Capability.RunCommand,
            [$"/usr/sbin/{program}", $"/sbin/{program}", $"/usr/bin/{program}"],
            [.. arguments],
            a => a.IsEmpty
        )
        {
            MaxOutput = 8 << 20,
        };

    private static bool IsPlainWord(string word) =>
        word.Length is > 0 and <= 200
        && word[0] != '-'
        && word.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ',' or ':'
        );

    private static bool IsConnectionSpec(string spec) =>
        spec.Length <= 1000
        && spec.Split(',').All(part => part.Contains('='))
        && !spec.Any(char.IsControl);

    private static bool IsOption(string argument, string option) =>
        argument.StartsWith(option, StringComparison.Ordinal)
        && argument.Length <= 400
        && argument
            .AsSpan(option.Length)
            .IndexOfAnyExcept(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=;.-_+"
            ) < 0;
}
