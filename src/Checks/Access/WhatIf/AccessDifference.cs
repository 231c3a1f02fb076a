using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>What becomes of one credential of one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Means">The way, as it was before where it was there.</param>
/// <param name="Lost">From there it opened the account, and no longer does.</param>
/// <param name="Doubtful">From there it did, or may have, and whether it still does is not known.</param>
/// <param name="Gained">From there it did not, and would.</param>
/// <param name="Why">What refuses the lost and doubtful, or refused the gained.</param>
public sealed record AccessChange(
    HostAccount Account,
    LoginMeans Means,
    SourceSet Lost,
    SourceSet Doubtful,
    SourceSet Gained,
    LoginDecision? Why
);

/// <summary>Who loses or gains access between two states of one host: every credential of every account, from every source. Pure.</summary>
/// <param name="Changes">Losses first; an account's other credentials do not make up for one that is lost.</param>
/// <param name="LockedOut">Accounts that some credential opened for certain, and none any more, not even perhaps.</param>
/// <param name="OpenBefore">How many accounts somebody could log in to for certain.</param>
/// <param name="OpenAfter">How many somebody could.</param>
/// <param name="MaybeAfter">How many of the others somebody may.</param>
public sealed record AccessDifference(
    ImmutableArray<AccessChange> Changes,
    ImmutableArray<string> LockedOut,
    int OpenBefore,
    int OpenAfter,
    int MaybeAfter
)
{
    public bool AnyLost => Changes.Any(change => !change.Lost.IsEmpty);

    public bool AnyDoubtful => Changes.Any(change => !change.Doubtful.IsEmpty);

    /// <summary>Nobody could log in at all, where somebody could before.</summary>
    public bool IsNobodyLeft => OpenBefore > 0 && OpenAfter == 0 && MaybeAfter == 0;

    /// <summary>Compares the models of one host.</summary>
    public static AccessDifference Of(LoginModel before, LoginModel after)
    {
        var changes = new List<AccessChange>();
        var lockedOut = ImmutableArray.CreateBuilder<string>();
        var (openBefore, openAfter, maybeAfter) = (0, 0, 0);
        foreach (var account in before.Host.Accounts.UnionBy(after.Host.Accounts, one => one.Name))
        {
            var (was, will) = (View(before, account), View(after, account));
            changes.AddRange(Compare(after, account, was, will));
            var isOpen = will.Values.Any(view => !view.Open.IsEmpty);
            var mayBe = will.Values.Any(view => !view.Unknown.IsEmpty);
            openAfter += isOpen ? 1 : 0;
            maybeAfter += !isOpen && mayBe ? 1 : 0;
            if (was.Values.Any(view => !view.Open.IsEmpty))
            {
                openBefore++;
                if (!isOpen && !mayBe)
                {
                    lockedOut.Add(account.Name);
                }
            }
        }

        return new(
            [
                .. changes
                    .OrderBy(change =>
                        !change.Lost.IsEmpty ? 0
                        : !change.Doubtful.IsEmpty ? 1
                        : 2
                    )
                    .ThenBy(change => change.Account.Name, StringComparer.Ordinal),
            ],
            lockedOut.ToImmutable(),
            openBefore,
            openAfter,
            maybeAfter
        );
    }

    /// <summary>An account that is not there opens nothing; where accounts could not be read it is the same as ever.</summary>
    private static Dictionary<Credential, AccessView> View(LoginModel model, HostAccount account) =>
        model.Find(account.Name) is { } known ? AccessView.Of(model, known)
        : model.Host.AccountsUnknown is null ? []
        : AccessView.Of(model, account);

    private static IEnumerable<AccessChange> Compare(
        LoginModel after,
        HostAccount account,
        Dictionary<Credential, AccessView> was,
        Dictionary<Credential, AccessView> will
    )
    {
        // Keys that were not read may be any of the account's.
        var perhaps = will.TryGetValue(new(LoginMethod.UnseenKeys, ""), out var unseen)
            ? unseen.Unknown
            : SourceSet.Empty;
        foreach (var credential in was.Keys.Union(will.Keys))
        {
            var (old, now) = (
                was.GetValueOrDefault(credential),
                will.GetValueOrDefault(credential)
            );
            var (open, unknown) = (Open(old), Unknown(old));
            var (stays, may) = (Open(now), Unknown(now));
            if (credential.Method == LoginMethod.Key)
            {
                may = may.Union(perhaps).Except(stays);
            }

            var lost = open.Except(stays).Except(may);
            var doubtful = open.Intersect(may).Union(unknown.Except(stays).Except(may));
            var gained = stays.Except(open).Except(unknown);
            if (!lost.IsEmpty || !doubtful.IsEmpty || !gained.IsEmpty)
            {
                yield return new AccessChange(
                    account,
                    (old ?? now)!.Rows[0].Means,
                    lost,
                    doubtful,
                    gained,
                    !lost.IsEmpty ? now?.Against(lost) ?? Gone(after, account, credential.Method)
                        : !doubtful.IsEmpty
                            ? (now?.Against(doubtful) ?? unseen?.Against(doubtful))
                                ?? Gone(after, account, credential.Method)
                        : old?.Against(gained)
                );
            }
        }
    }

    /// <summary>The setting for want of which a way is no longer there at all.</summary>
    private static LoginDecision? Gone(LoginModel after, HostAccount account, LoginMethod method)
    {
        if (after.Find(account.Name) is null && after.Host.AccountsUnknown is null)
        {
            return after.NoAccount(account.Name);
        }

        var keyword = method switch
        {
            LoginMethod.Key or LoginMethod.UnseenKeys => "AuthorizedKeysFile",
            LoginMethod.Certificate => "TrustedUserCAKeys",
            LoginMethod.KeysCommand => "AuthorizedKeysCommand",
            LoginMethod.HostBased => "HostbasedAuthentication",
            LoginMethod.Gssapi => "GSSAPIAuthentication",
            _ => "",
        };
        var setting = after
            .Host.Sshd?.For(
                SshdConnection.Unspecified with
                {
                    User = account.Name,
                    Groups = account.Groups ?? [],
                }
            )
            .Find(keyword);
        return setting is null
            ? null
            : new(
                LoginGate.Method,
                LoginVerdict.No,
                $"{keyword} would be {(setting.Value.Length > 0 ? setting.Value : "none")}",
                setting.Source?.ToString() ?? ""
            );
    }

    private static SourceSet Open(AccessView? view) => view?.Open ?? SourceSet.Empty;

    private static SourceSet Unknown(AccessView? view) => view?.Unknown ?? SourceSet.Empty;
}
