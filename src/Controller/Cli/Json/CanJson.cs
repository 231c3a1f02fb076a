using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet can --json</c> prints.</summary>
public sealed record CanJson(
    int SchemaVersion,
    string Host,
    string User,
    string Verdict,
    IReadOnlyList<CanSourceJson> Answers,
    FactsAgeJson Age
)
{
    public static CanJson From(CanReply reply) =>
        new(
            FleetJson.SchemaVersion,
            reply.Host,
            reply.User,
            Words.Json(reply.Verdict),
            [
                .. reply.Answers.Select(answer => new CanSourceJson(
                    answer.Source,
                    Words.Json(answer.Verdict),
                    [.. answer.Ways.Select(CanWayJson.From)]
                )),
            ],
            FactsAgeJson.From(reply.Age)
        );
}

/// <summary>What one source gets; its ways stand with those first that lead in.</summary>
public sealed record CanSourceJson(string Source, string Verdict, IReadOnlyList<CanWayJson> Ways);

/// <summary>One way into the account.</summary>
public sealed record CanWayJson(
    string Method,
    string Fingerprint,
    string Comment,
    string Place,
    string Verdict,
    CanGateJson Deciding,
    IReadOnlyList<CanGateJson> Gates,
    IReadOnlyList<AccessRegionJson> Sources,
    IReadOnlyList<string> Fix
)
{
    public static CanWayJson From(LoginWay way) =>
        new(
            way.Method,
            way.Fingerprint,
            way.Comment,
            way.Place,
            Words.Json(way.Verdict),
            CanGateJson.From(way.Deciding),
            [.. way.Gates.Select(CanGateJson.From)],
            [.. way.Regions.Select(AccessRegionJson.From)],
            way.Remedy
        );
}

/// <summary>What one gate says.</summary>
public sealed record CanGateJson(
    string Gate,
    string Verdict,
    string Reason,
    string Source,
    string Line
)
{
    public static CanGateJson From(LoginGateAnswer gate) =>
        new(gate.Gate, Words.Json(gate.Verdict), gate.Words, gate.Source, gate.Line);
}

/// <summary>How old what an answer goes by is.</summary>
public sealed record FactsAgeJson(
    string Link,
    DateTimeOffset? LinkSince,
    DateTimeOffset? SeenAt,
    IReadOnlyList<string> Missing
)
{
    public static FactsAgeJson From(FactsAge age) =>
        new(
            Words.Json(age.Link),
            age.LinkSince?.ToDateTimeOffset(),
            age.SeenAt?.ToDateTimeOffset(),
            age.Missing
        );
}
