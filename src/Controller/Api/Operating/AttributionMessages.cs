using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Attribution;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Why a regression may have come, as the contract has it.</summary>
internal static class AttributionMessages
{
    public static V1.ExplainRegressionReply Of(ExplainedRegression explained)
    {
        var (regression, attribution) = explained;
        return new()
        {
            Id = regression.Id,
            Host = regression.Host,
            OpenedAt = regression.Entry.OpenedAt.ToTimestamp(),
            LastGoodAt = regression.Entry.LastGoodAt?.ToTimestamp(),
            Clues = { attribution.Clues.Select(Of) },
            Impact = ImpactMessages.Of(regression.Entry.Impact),
            Unknown = { attribution.Unknown },
        };
    }

    private static V1.Clue Of(Clue clue) =>
        new()
        {
            Kind = (V1.ClueKind)(int)clue.Kind,
            At = clue.At.ToTimestamp(),
            Words = clue.Words,
            Weight = clue.Weight,
            Source = clue.Source,
        };
}
