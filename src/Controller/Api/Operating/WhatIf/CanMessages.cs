using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Controller.Api.Operating.Access;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using LoginWay = Fleet.Checks.Access.WhatIf.LoginWay;

namespace Fleet.Controller.Api.Operating.WhatIf;

/// <summary>Answers to "could USER log in?" as the contract has them.</summary>
internal static class CanMessages
{
    public static V1.SourceAnswer Of(SourceWays answer, WantedLogin wanted) =>
        new()
        {
            Source = answer.Source?.ToString() ?? AskedSource.Anywhere,
            Verdict = Verdict(answer.Verdict),
            Ways = { answer.Ways.Select(way => Of(way, wanted with { Source = answer.Source })) },
        };

    /// <summary>An answer that nothing stored decides.</summary>
    public static V1.SourceAnswer Unknown(string source, string why) =>
        new()
        {
            Source = source,
            Verdict = V1.LoginVerdict.Unknown,
            Ways =
            {
                new V1.LoginWay
                {
                    Verdict = V1.LoginVerdict.Unknown,
                    Deciding = new LoginGateAnswer
                    {
                        Verdict = V1.LoginVerdict.Unknown,
                        Words = why,
                    },
                },
            },
        };

    public static V1.LoginVerdict Verdict(Checks.Access.Logins.LoginVerdict verdict) =>
        (V1.LoginVerdict)(int)verdict;

    /// <summary>How old what the model of logins reads is.</summary>
    public static FactsAge Age(HostReport host)
    {
        var counts = host.Checks.Where(check => StoredLogins.Checks.Contains(check.Check)).ToList();
        return new FactsAge
        {
            Link = host.Summary.Link,
            LinkSince = host.Summary.LinkSince,
            SeenAt = counts
                .Select(check => check.LastRunAt)
                .OfType<Timestamp>()
                .DefaultIfEmpty(null)
                .MinBy(at => at?.ToDateTimeOffset()),
            Missing =
            {
                StoredLogins.Checks.Where(id => !counts.Exists(check => check.Check == id)),
            },
        };
    }

    private static V1.LoginWay Of(LoginWay way, WantedLogin wanted) =>
        new()
        {
            Method = way.Means is null ? "" : AccessMessages.Name(way.Means.Method),
            Fingerprint = way.Means?.Fingerprint ?? "",
            Comment = way.Means?.Comment ?? "",
            Place = way.Means?.Source ?? "",
            Verdict = Verdict(way.Verdict),
            Deciding = Of(way.Deciding, wanted),
            Gates = { way.Gates.Select(gate => Of(gate, wanted)) },
            Regions = { way.Regions.Select(AccessMessages.Region) },
            Remedy = { LoginRemedy.Of(wanted, way) },
        };

    private static LoginGateAnswer Of(LoginDecision decision, WantedLogin wanted) =>
        new()
        {
            Gate = AccessMessages.Name(decision.Gate),
            Verdict = Verdict(decision.Verdict),
            Words = decision.Words,
            Source = decision.Source,
            Line = DecidingLine.Text(wanted.Host, decision),
        };
}
