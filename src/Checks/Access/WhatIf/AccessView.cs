using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>What somebody has in hand to log in with. Who knows the password is asked for it by either of two methods, and who has a key may find it in several files.</summary>
/// <param name="Method">The method; keyboard-interactive counts as password.</param>
/// <param name="Fingerprint">Of the key, or of the authority's; empty for methods without.</param>
public readonly record struct Credential(LoginMethod Method, string Fingerprint)
{
    internal static Credential Of(LoginMeans means) =>
        new(
            means.Method == LoginMethod.KeyboardInteractive ? LoginMethod.Password : means.Method,
            means.Fingerprint
        );
}

/// <summary>From where one credential opens one account under one configuration. A firewall that is not known lets everybody through here: it is the same before and after.</summary>
/// <param name="Open">From there it does.</param>
/// <param name="Unknown">From there it may.</param>
/// <param name="Rows">The ways that it has.</param>
/// <param name="Reached">The sources that sshd may be dialled from at all.</param>
internal sealed record AccessView(
    SourceSet Open,
    SourceSet Unknown,
    ImmutableArray<LoginRow> Rows,
    SourceSet Reached
)
{
    /// <summary>Every credential of an account.</summary>
    public static Dictionary<Credential, AccessView> Of(LoginModel model, HostAccount account)
    {
        var reached = new SourceSet(May(model, isVersion6: false), May(model, isVersion6: true));
        return LoginWays
            .Of(model.Host, account)
            .GroupBy(Credential.Of)
            .ToDictionary(
                group => group.Key,
                group =>
                    Of([.. group.Select(means => LoginSources.Row(model, account, means))], reached)
            );
    }

    /// <summary>What refuses sources that nothing lets in.</summary>
    public LoginDecision? Against(SourceSet sources)
    {
        if (sources.Intersect(Reached).IsEmpty)
        {
            return new(
                LoginGate.Firewall,
                LoginVerdict.No,
                "the firewall does not let it through to where sshd would listen, or nobody could dial it there"
            );
        }

        return Rows.SelectMany(row => row.Regions)
            .Where(region => !sources[region.IsVersion6].Intersect(region.Addresses).IsEmpty)
            .Select(region => new LoginAnswer(region.Gates))
            .FirstOrDefault(answer => answer.Verdict != LoginVerdict.Yes)
            ?.Deciding;
    }

    private static AccessView Of(ImmutableArray<LoginRow> rows, SourceSet reached)
    {
        var open = Regions(rows, LoginVerdict.Yes).Intersect(reached);
        return new(
            open,
            Regions(rows, LoginVerdict.Unknown).Intersect(reached).Except(open),
            rows,
            reached
        );
    }

    /// <summary>By sshd's own gates alone.</summary>
    private static SourceSet Regions(ImmutableArray<LoginRow> rows, LoginVerdict verdict) =>
        rows.SelectMany(row => row.Regions)
            .Where(region => new LoginAnswer(region.Gates).Verdict == verdict)
            .Aggregate(
                SourceSet.Empty,
                (all, region) => all.Union(SourceSet.Of(region.Addresses, region.IsVersion6))
            );

    private static IntervalSet May(LoginModel model, bool isVersion6)
    {
        var reach = model.Reach(isVersion6);
        return model.IsDialled(isVersion6) ? reach.Open.Union(reach.Unknown) : IntervalSet.Empty;
    }
}
