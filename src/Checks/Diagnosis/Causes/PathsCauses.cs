using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>sshd cannot read the key files, or does not trust their paths.</summary>
internal static class PathsCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("paths.home_missing", GateId.Paths, "the user's home is not there", HomeMissing)
        {
            Explains = ["key.not_in_file"],
        },
        new(
            "paths.unreadable",
            GateId.Paths,
            "sshd, as the user, cannot read the key file",
            Unreadable
        )
        {
            Explains = ["key.decided", "key.refused", "key.not_in_file"],
        },
        new(
            "paths.strict_modes",
            GateId.Paths,
            "sshd ignores the keys because of the owner or mode of their path",
            StrictModes
        )
        {
            Explains = ["key.decided", "key.refused"],
        },
    ];

    private static CauseFound? HomeMissing(DiagnosisCase asked) =>
        asked.Server.Account is not { Value: { HomeState: "missing" } account } known
        || asked.Server.Key.Value is { Files.IsEmpty: false }
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{account.Home}, the home of {account.Name}, is not there, and with it no key file.",
                Evidence = [EvidenceLine.Server($"{account.Home} is missing", known.Source)],
                Fixes = RuleCause.OnHost(
                    $"findmnt -T {ShellWord.Quote(account.Home)}; mount {ShellWord.Quote(account.Home)}",
                    $"mkhomedir_helper {ShellWord.Quote(account.Name)}"
                ),
                Disproof = $"stat {ShellWord.Quote(account.Home)}",
            };

    private static CauseFound? Unreadable(DiagnosisCase asked) =>
        Objections(asked, unreadable: true) is not [var first, ..] all
            ? null
            : Found(
                asked,
                all,
                $"sshd opens {first.Path} as {asked.Question.User} and cannot: it {first.Why}.",
                $"setpriv --reuid {ShellWord.Quote(asked.Question.User)} --clear-groups cat {ShellWord.Quote(first.Path)}"
            );

    private static CauseFound? StrictModes(DiagnosisCase asked) =>
        Objections(asked, unreadable: false) is not [var first, ..] all
            ? null
            : Found(
                asked,
                all,
                $"sshd ignores {asked.Question.User}'s keys because {first.Path} {first.Why}.",
                $"stat -c '%A %U:%G %n' {ShellWord.Quote(first.Path)}"
            );

    private static CauseFound Found(
        DiagnosisCase asked,
        ImmutableArray<PathObjection> all,
        string summary,
        string disproof
    ) =>
        new()
        {
            Confidence = Confidence.Certain,
            Rule = all[0].IsUnreadable ? "ssh.paths/readable" : "ssh.paths/strict_modes",
            Subject = asked.Question.User,
            Summary = summary,
            Evidence =
            [
                .. all.Select(one =>
                    EvidenceLine.Server($"{one.Path}: {one.Seen}", asked.Server.Paths.Source)
                ),
                .. asked.Server.Key.Value?.Admits is { } line
                    ? new[]
                    {
                        EvidenceLine.Server(
                            $"the key {line.Fingerprint} itself is there",
                            line.Source
                        ),
                    }
                    : [],
                .. Log(asked),
            ],
            Fixes = RuleCause.OnHost(asked.Server.Paths.Value!.Remedy),
            Disproof = disproof,
        };

    private static IEnumerable<EvidenceLine> Log(DiagnosisCase asked) =>
        (asked.Server.Log.Value ?? [])
            .Where(line => line.Kind is "bad_ownership" or "could_not_open_keys")
            .Select(line => EvidenceLine.Log(line.Text, $"{line.At:HH:mm:ss} sshd"));

    private static ImmutableArray<PathObjection> Objections(DiagnosisCase asked, bool unreadable) =>
        [
            .. (asked.Server.Paths.Value?.Objections ?? []).Where(one =>
                one.IsUnreadable == unreadable
            ),
        ];
}
