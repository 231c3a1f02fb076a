using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>What the host's key files have against the client's keys.</summary>
internal static class ServerKeyCauses
{
    public static CauseFound? Excluded(DiagnosisCase asked) =>
        asked.Server.Key.Value is not { Admits: null, Lines: [var line, ..] }
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"{line.Fingerprint} is in {line.Source}, but {line.Exclusion}.",
                Evidence =
                [
                    EvidenceLine.Server(line.Exclusion, line.Source),
                    .. Keys.Offered(asked),
                ],
                Fixes = RuleCause.OnHost($"edit {line.Source}: {line.Exclusion}"),
                Disproof = $"ssh-keygen -lf {ShellWord.Quote(FileOf(line.Source))}",
            };

    // Only where no line has the key: the broken one may be it.
    public static CauseFound? Broken(DiagnosisCase asked) =>
        asked.Server.Key.Value is not { Lines.IsEmpty: true, Broken: [var first, ..] all } keys
            ? null
            : LineBroken(
                asked,
                all.FirstOrDefault(one => keys.BrokenOwn.Contains(one.Source), first),
                isOwn: !keys.BrokenOwn.IsEmpty
            );

    private static CauseFound LineBroken(
        DiagnosisCase asked,
        (string Source, string Reason) line,
        bool isOwn
    )
    {
        var (source, reason) = line;
        return new CauseFound
        {
            Confidence = isOwn ? Confidence.Certain : Confidence.Likely,
            Summary = isOwn
                ? $"the client's key is at {source}, and sshd passes over that line: {reason}."
                : $"sshd passes over {source}, and no other line has the client's key: {reason}.",
            Evidence = [EvidenceLine.Server(reason, source), .. Keys.Offered(asked)],
            Fixes = Append(asked, FileOf(source)),
            Disproof = $"ssh-keygen -lf {ShellWord.Quote(FileOf(source))} lists the key",
        };
    }

    public static CauseFound? NotInFile(DiagnosisCase asked)
    {
        if (asked.Server.Key.Value is not { Lines.IsEmpty: true, BrokenOwn.IsEmpty: true } keys)
        {
            return null;
        }

        var other = keys.Elsewhere.FirstOrDefault();
        var file = keys.Files.IsEmpty ? Default(asked) : keys.Files[0];
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = keys.Files.IsEmpty
                ? $"{asked.Question.User} has no key file on the host, so no key lets {asked.Question.User} in."
                : $"none of the client's keys is in {string.Join(" or ", keys.Files)}, which {(keys.Total == 1 ? "has 1 key" : $"has {keys.Total} keys")}.",
            Evidence =
            [
                .. Keys.WhyNot(keys, asked),
                .. other is null
                    ? []
                    : new[]
                    {
                        EvidenceLine.Server(
                            $"{other.Fingerprint} lets in {other.Account}",
                            other.Source
                        ),
                    },
            ],
            Fixes =
            [
                .. other is null
                    ? []
                    : RuleCause.OnClient(
                        ClientWords.Ssh(asked.Question with { User = other.Account })
                    ),
                .. Append(asked, file),
            ],
            Disproof = $"ssh-keygen -lf {ShellWord.Quote(file)} lists the client's key",
        };
    }

    public static CauseFound? Refused(DiagnosisCase asked) =>
        asked.Server.Key.IsPresent
        || asked.Client.Seen(SshDebugKind.PermissionDenied) is not { } denied
        || asked.Client.Seen(SshDebugKind.Offering) is null
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Possible,
                Summary =
                    $"the server refuses every key that the client offers {asked.Question.User}: the key is not in the file that sshd reads, its path's modes are refused, or the user is not allowed. Only the host itself can tell which.",
                Evidence = [denied, .. Keys.Offered(asked)],
                Fixes = RuleCause.OnHost(
                    $"sshd -T -C {ShellWord.Quote(ConfigPart.Criteria(asked.Question))} | grep -Ei '^(authorizedkeysfile|allowusers|denyusers|allowgroups|pubkeyauth|strictmodes)'",
                    $"namei -l {ClientWords.Home(asked)}/.ssh/authorized_keys",
                    $"ssh-keygen -lf {ClientWords.Home(asked)}/.ssh/authorized_keys"
                ),
                Disproof =
                    "ssh-keygen -lf of the host's authorized_keys lists the key, and namei -l shows no w for group or others",
            };

    // The public half from the client's own file: nothing else is ever sent.
    private static ImmutableArray<Fix> Append(DiagnosisCase asked, string file)
    {
        var key = asked.Client.Keys.Value is { Count: > 0 } keys ? keys[0] : null;
        var user = asked.Question.User;
        return
        [
            .. key is null || key.IsAgent
                ? RuleCause.OnClient("ssh-add -L")
                : RuleCause.OnClient($"cat {ShellWord.Quote(key.Name + ".pub")}"),
            .. RuleCause.OnHost(
                $"install -d -m 700 -o {ShellWord.Quote(user)} {ShellWord.Quote(file[..Math.Max(1, file.LastIndexOf('/'))])}",
                $"echo 'THE LINE ABOVE' >> {ShellWord.Quote(file)} && chown {ShellWord.Quote(user)} {ShellWord.Quote(file)} && chmod 600 {ShellWord.Quote(file)}"
            ),
        ];
    }

    private static string Default(DiagnosisCase asked) =>
        asked.Server.Account.Value is { Home.Length: > 0 } account
            ? $"{account.Home.TrimEnd('/')}/.ssh/authorized_keys"
            : $"/home/{asked.Question.User}/.ssh/authorized_keys";

    private static string FileOf(string source) =>
        source.LastIndexOf(':') is > 0 and var colon ? source[..colon] : source;
}
