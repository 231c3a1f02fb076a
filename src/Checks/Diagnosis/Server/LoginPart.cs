using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>What the model of logins says of this user, source and the client's keys: of several keys the one that gets furthest.</summary>
internal static class LoginPart
{
    private static readonly LoginGate[] OfAnyMeans =
    [
        LoginGate.TcpWrappers,
        LoginGate.UserLists,
        LoginGate.Lock,
        LoginGate.Shell,
        LoginGate.Pam,
        LoginGate.NoLogin,
    ];

    public static Known<LoginAnswer> Of(JudgeInput input, LoginQuestion asked)
    {
        if (asked.Source is not { } source)
        {
            return Known.Unknown<LoginAnswer>("the client's address is not known");
        }

        if (asked.Keys.Count == 0)
        {
            // By whatever means: what is refused then is refused before any key counts.
            var any = StoredLogins.Model(input, new ParsedTexts()).Ask(asked.User, source);
            return Known.Present(
                new LoginAnswer([.. any.Decisions.Where(one => OfAnyMeans.Contains(one.Gate))]),
                "the host's files"
            );
        }

        var model = StoredLogins.Model(input, new ParsedTexts());
        var best = asked
            .Keys.Select(key => model.Ask(asked.User, source, key))
            .MaxBy(answer =>
                answer.Decisions.TakeWhile(one => one.Verdict != LoginVerdict.No).Count()
            );
        return best is null
            ? Known.Unknown<LoginAnswer>("the model has no answer")
            : Known.Present(best, "the host's files");
    }
}
