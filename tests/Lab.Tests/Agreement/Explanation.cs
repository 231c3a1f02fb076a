using Fleet.Checks.Judging;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>Why Fleet and another program differ about some requirements. The first that covers a difference explains it.</summary>
/// <param name="Covers">Which differences it explains.</param>
/// <param name="Why">The reason, for the reader of the table.</param>
internal sealed record Explanation(Func<Compared, bool> Covers, string Why)
{
    private const string DropIns = "/etc/ssh/sshd_config.d/";

    /// <summary>Each explains something that was measured; one that no longer does fails the test.</summary>
    public static IReadOnlyList<Explanation> All { get; } =
    [
        new(
            row => row is { Fleet: Outcome.Unknown, Control: "RHEL-09-255130" },
            "sshd -T prints delayed, which the document allows, as yes, which it does not: Fleet leaves the line to a person. The others read it as yes."
        ),
        .. OfOpenScap(),
        .. OfLynis(),
    ];

    private static Explanation[] OfOpenScap() =>
        [
            OpenScap(
                row => row is { Fleet: Outcome.Pass, Source: "" },
                "sshd's built-in value is right and no line says it. Fleet judges what sshd does (sshd -T), as CIS' own audits do; OpenSCAP's content wants a line. (stig-ssh wants one too, and agrees with it.)"
            ),
            OpenScap(
                row => row.Fleet == Outcome.Pass && IsInDropIn(row),
                "The line stands in a drop-in, which sshd reads. OpenSCAP's content reads /etc/ssh/sshd_config alone."
            ),
            OpenScap(
                row => row.Fleet == Outcome.Fail && IsInDropIn(row),
                "A drop-in that sshd reads first says otherwise, and wins. OpenSCAP's content sees the line in /etc/ssh/sshd_config, which never takes effect."
            ),
            OpenScap(
                row => row is { Control: "5.1.14", Fleet: Outcome.Pass },
                "The benchmark takes VERBOSE or INFO; the content's rule of that name knows INFO alone."
            ),
            OpenScap(
                row => row is { Control: "login.root", Fleet: Outcome.Pass },
                "The baseline asks that root has no password to guess, and no is stricter than that; the content's rule takes prohibit-password alone."
            ),
            OpenScap(
                row => row is { Control: "RHEL-09-255025", Fleet: Outcome.Pass },
                "The document asks for a banner, whatever its path; the content's rule takes /etc/issue alone. The text is for a person to read, for both."
            ),
        ];

    private static Explanation[] OfLynis() =>
        [
            Lynis(
                "ClientAliveInterval",
                Outcome.Fail,
                "Lynis takes less for better, and 0 is the least. But with 0 sshd never asks, and an unresponsive connection lives for ever."
            ),
            Lynis(
                "ClientAliveCountMax",
                Outcome.Fail,
                "Lynis takes less for better, and 0 is the least. But since OpenSSH 8.2 0 ends no connection at all."
            ),
            new(
                row =>
                    row is { Tool: Compared.OfLynis, Rule: "LoginGraceTime", Host: "bad" }
                    && row.Fleet == Outcome.Fail,
                "Lynis takes less for better, and 0 is the least. But 0 is no limit."
            ),
            Lynis(
                "LoginGraceTime",
                Outcome.Fail,
                "Lynis is content with 120 seconds; the benchmark asks for at most 60."
            ),
            Lynis("LogLevel", Outcome.Pass, "The benchmark takes INFO; Lynis suggests VERBOSE."),
            Lynis(
                "MaxSessions",
                Outcome.Pass,
                "The benchmark takes up to 10; Lynis asks for 2, and calls more than 4 weak."
            ),
            Lynis(
                "MaxAuthTries",
                Outcome.Pass,
                "The baseline takes sshd's own 6; Lynis suggests 3."
            ),
            Lynis(
                "PermitRootLogin",
                Outcome.Fail,
                "Lynis is content where root comes with a key only; the benchmark asks for no."
            ),
            new(
                row =>
                    row
                        is {
                            Tool: Compared.OfLynis,
                            Profile: "stig-ssh",
                            Fleet: Outcome.Fail,
                            Source: ""
                        },
                "The document calls a missing line a finding, whatever sshd's built-in value is; Lynis judges the value."
            ),
        ];

    private static Explanation OpenScap(Func<Compared, bool> covers, string why) =>
        new(row => row.Tool == Compared.OfOpenScap && covers(row), why);

    private static Explanation Lynis(string option, Outcome fleet, string why) =>
        new(row => row.Tool == Compared.OfLynis && row.Rule == option && row.Fleet == fleet, why);

    private static bool IsInDropIn(Compared row) =>
        row.Source.StartsWith(DropIns, StringComparison.Ordinal);
}
