using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Vantage points' sights in the contract's words.</summary>
internal static class ReachMessage
{
    public static ReachReport Of(string host, ImmutableArray<ReachSight> sights) =>
        new()
        {
            Host = host,
            Sights =
            {
                sights.Select(sight => new ReachLookEntry
                {
                    From = sight.From,
                    Networks = { sight.Networks },
                    Endpoint = sight.EndPoint.ToString(),
                    Outcome = sight.Outcome,
                    Meaning = sight.Outcome.Length > 0 ? ReachOutcome.Meaning(sight.Outcome) : "",
                    WasReached = sight.WasReached,
                    Note = sight.Note,
                    Local = sight.Local?.ToString() ?? "",
                }),
            },
            Verdicts =
            {
                ReachVerdict
                    .Of(host, sights)
                    .Select(verdict => new ReachConclusion
                    {
                        Endpoint = verdict.EndPoint.ToString(),
                        Fault = (Fleet.V1.ReachFault)(int)verdict.Fault,
                        Text = verdict.Text,
                    }),
            },
        };
}
