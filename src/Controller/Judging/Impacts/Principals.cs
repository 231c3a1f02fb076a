using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>What became of one credential, in the terms of an <see cref="Impact"/>.</summary>
internal static class Principals
{
    public static IEnumerable<PrincipalChange> Of(
        AccessChange change,
        LoginHost before,
        LoginHost after
    )
    {
        if (!change.Lost.IsEmpty)
        {
            yield return Of(change, AccessTurn.Lost, after);
        }
        else if (!change.Doubtful.IsEmpty)
        {
            yield return Of(change, AccessTurn.Perhaps, after);
        }

        if (!change.Gained.IsEmpty)
        {
            yield return Of(change, AccessTurn.Gained, change.Lost.IsEmpty ? before : after);
        }
    }

    private static PrincipalChange Of(AccessChange change, AccessTurn turn, LoginHost host) =>
        new(
            change.Account.Name,
            change.Account.Uid == 0,
            Method(change.Means.Method),
            change.Means.Fingerprint,
            change.Means.Comment,
            turn,
            // One credential that both closed and opened moved from some addresses to others.
            turn == AccessTurn.Gained
                ? change.Lost.IsEmpty
                : change.Gained.IsEmpty,
            change.Why?.Words ?? "",
            Keyword(change.Why, host)
        );

    private static string Keyword(LoginDecision? why, LoginHost host)
    {
        if (why is null)
        {
            return "";
        }

        if (DecidingLine.Of(host, why) is { } line)
        {
            return line.Name;
        }

        // Where no line sets it, the gate's words begin with the keyword: "PermitRootLogin is prohibit-password".
        var first = why.Words.Split(' ')[0];
        return
            why.Gate is LoginGate.RootLogin or LoginGate.Method or LoginGate.UserLists
            && first.Length > 1
            && first.All(char.IsAsciiLetterOrDigit)
            && char.IsAsciiLetterUpper(first[0])
            ? first
            : "";
    }

    private static string Method(LoginMethod method) =>
        method switch
        {
            LoginMethod.Key => "key",
            LoginMethod.Certificate => "certificate",
            LoginMethod.Password or LoginMethod.KeyboardInteractive => "password",
            LoginMethod.KeysCommand => "keys command",
            LoginMethod.HostBased => "hostbased",
            LoginMethod.Gssapi => "kerberos",
            LoginMethod.UnseenKeys => "unseen keys",
            _ => "",
        };
}
