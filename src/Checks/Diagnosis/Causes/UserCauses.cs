using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>sshd's lists, and root.</summary>
internal static class UserCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("user.lists", GateId.User, "sshd's lists of users or groups keep the user out", Lists),
        new("user.root", GateId.User, "root may not log in this way", Root)
        {
            Explains = ["method.cannot_sign"],
        },
        new(
            "user.not_reloaded",
            GateId.User,
            "sshd refuses by a configuration that was changed since it started",
            NotLoaded
        ),
    ];

    private static CauseFound? NotLoaded(DiagnosisCase asked) =>
        OldConfiguration.Refuses(asked) is not { } old
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"sshd's files let {asked.Question.User} in, and the running sshd does not: it has not read them since they were changed.",
                Evidence = [old],
                Fixes = asked.Server.Input is { } input
                    ? RuleCause.OnHost(SshdRemedy.Reload(input))
                    : [],
                Disproof = "after a reload of sshd the login is refused too",
            };

    private static CauseFound? Lists(DiagnosisCase asked)
    {
        var (server, asks) = (asked.Server, asked.Question);
        if (server.Account.IsAbsent || server.UserRefusal is not { Value: { } list } known)
        {
            return null;
        }

        var allows = list.Name.StartsWith("Allow", StringComparison.Ordinal);
        var who = list.Name.EndsWith("Groups", StringComparison.Ordinal)
            ? $"{asks.User}'s groups ({string.Join(", ", server.Account.Value?.Groups ?? [])})"
            : asks.User;
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = allows
                ? $"{list.Name} {list.Value} does not have {who} from {ClientWords.Source(asks.Source)}."
                : $"{list.Name} {list.Value} has {who}.",
            Evidence = [EvidenceLine.Server($"{list.Name} {list.Value}", known.Source)],
            Fixes = RuleCause.OnHost(
                list.Name switch
                {
                    "AllowGroups" =>
                    [
                        $"usermod -aG {ShellWord.Quote(list.Lines[0])} {ShellWord.Quote(asks.User)}",
                    ],
                    "AllowUsers" when list.Source is { } at =>
                    [
                        $"sed -i '{at.Line}s/$/ {asks.User.Replace("/", "\\/", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)}/' {ShellWord.Quote(at.File)}",
                        SshdRemedy.Reload(server.Input!),
                    ],
                    _ =>
                    [
                        $"take {ShellWord.Quote(asks.User)} out of {list.Name} in {known.Source}",
                        SshdRemedy.Reload(server.Input!),
                    ],
                }
            ),
            Disproof = Effective(asks, list.Name),
        };
    }

    private static CauseFound? Root(DiagnosisCase asked) =>
        RootLogin.Refusal(asked) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"root may not log in: {line.Text}.",
                Evidence = [line],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        ClientWords.Ssh(asked.Question with { User = "YOUR-NAME" })
                    ),
                    .. RuleCause.OnHost(
                        SshdRemedy.Set(
                            asked.Server.Input!,
                            "PermitRootLogin",
                            "prohibit-password",
                            line.Source
                        )
                    ),
                ],
                Disproof = Effective(asked.Question, "PermitRootLogin"),
            };

    private static string Effective(LoginQuestion asks, string keyword) =>
        $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asks))} | grep -i '^{keyword.ToLowerInvariant()}'";
}
