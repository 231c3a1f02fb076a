using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Logins;

/// <summary>The sources of one family for which the same gate decides.</summary>
/// <param name="Addresses">The sources.</param>
/// <param name="IsVersion6">The family.</param>
/// <param name="Verdict">Whether a login from there may pass all gates.</param>
/// <param name="Deciding">What decides.</param>
/// <param name="Gates">sshd's gates for them, those before sshd left out.</param>
public sealed record LoginRegion(
    IntervalSet Addresses,
    bool IsVersion6,
    LoginVerdict Verdict,
    LoginDecision Deciding,
    ImmutableArray<LoginDecision> Gates
);

/// <summary>One way into one account, for every source there is.</summary>
/// <param name="Account">The account.</param>
/// <param name="Means">The way.</param>
/// <param name="Regions">Together every source that this host can be dialled from, each once.</param>
public sealed record LoginRow(
    HostAccount Account,
    LoginMeans Means,
    ImmutableArray<LoginRegion> Regions
)
{
    /// <summary>The best that any source gets.</summary>
    public LoginVerdict Verdict =>
        Regions.Any(region => region.Verdict == LoginVerdict.Yes) ? LoginVerdict.Yes
        : Regions.Any(region => region.Verdict == LoginVerdict.Unknown) ? LoginVerdict.Unknown
        : LoginVerdict.No;
}

/// <summary>From which sources each way into each account is open: the address space is cut where any list names an address, and one address of each piece is asked about.</summary>
public static class LoginSources
{
    /// <summary>Every way into every account.</summary>
    public static IEnumerable<LoginRow> Rows(LoginModel model) =>
        model.Host.Accounts.SelectMany(account =>
            LoginWays.Of(model.Host, account).Select(means => Row(model, account, means))
        );

    public static LoginRow Row(LoginModel model, HostAccount account, LoginMeans means) =>
        new(
            account,
            means,
            [
                .. Family(model, account, means, isVersion6: false),
                .. Family(model, account, means, isVersion6: true),
            ]
        );

    /// <summary>Every list of sources on the host and on the key.</summary>
    private static IEnumerable<string> Lists(LoginHost host, LoginMeans means)
    {
        foreach (var directive in host.Configuration?.Directives ?? [])
        {
            foreach (var criterion in directive.Conditions.SelectMany(match => match.Criteria))
            {
                yield return criterion.Argument;
            }

            if (directive.Name is "AllowUsers" or "DenyUsers")
            {
                foreach (var word in directive.Words.Where(word => word.Contains('@')))
                {
                    yield return word[(word.LastIndexOf('@') + 1)..];
                }
            }
        }

        foreach (var module in host.Pam.Account?.Modules ?? [])
        {
            if (module.Name == "pam_access.so")
            {
                foreach (var (_, rule) in host.Pam.AccessRules(module))
                {
                    foreach (var origin in rule.Origins)
                    {
                        yield return origin.EndsWith('.') ? origin + "*" : origin;
                    }
                }
            }
        }

        if (means.Line?.Options.From is { } from)
        {
            yield return from;
        }
    }

    private static List<LoginRegion> Family(
        LoginModel model,
        HostAccount account,
        LoginMeans means,
        bool isVersion6
    )
    {
        var regions = new List<LoginRegion>();
        var reach = model.Reach(isVersion6);
        if (reach.Open.IsEmpty && reach.Unknown.IsEmpty && !model.IsDialled(isVersion6))
        {
            return regions;
        }

        var cuts = SourceCuts.Of(Lists(model.Host, means), isVersion6);
        ImmutableArray<LoginDecision> doubt = cuts.Open is { } pattern
            ?
            [
                new(
                    LoginGate.Configuration,
                    LoginVerdict.Unknown,
                    $"the pattern {pattern} stands for no networks"
                ),
            ]
            : [];
        var pieces = cuts
            .Pieces.Select(piece =>
                (
                    Piece: IntervalSet.Between(piece.From, piece.To),
                    Gates: model.AskSshd(account, SourceCuts.Address(piece.From, isVersion6), means)
                )
            )
            .GroupBy(one => new LoginAnswer(one.Gates).Deciding);
        foreach (var group in pieces)
        {
            var all = IntervalSet.Union(group.Select(one => one.Piece));
            Add(regions, reach, all, isVersion6, [.. group.First().Gates, .. doubt]);
        }

        return regions;
    }

    private static void Add(
        List<LoginRegion> regions,
        NetworkReach reach,
        IntervalSet all,
        bool isVersion6,
        ImmutableArray<LoginDecision> gates
    )
    {
        var (open, unknown) = (all.Intersect(reach.Open), all.Intersect(reach.Unknown));
        void Region(IntervalSet addresses, LoginDecision? network)
        {
            if (!addresses.IsEmpty)
            {
                var answer = new LoginAnswer(network is null ? gates : [network, .. gates]);
                regions.Add(
                    new LoginRegion(addresses, isVersion6, answer.Verdict, answer.Deciding, gates)
                );
            }
        }

        Region(open, null);
        Region(unknown, Network(LoginVerdict.Unknown, "what the firewall does is not known"));
        Region(
            all.Except(open).Except(unknown),
            Network(LoginVerdict.No, "the firewall or tcp_wrappers keep the source out")
        );
    }

    private static LoginDecision Network(LoginVerdict verdict, string words) =>
        new(LoginGate.Firewall, verdict, words);
}
