using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>Who lost and gained access with a regression.</summary>
public sealed record ImpactJson(
    int Rank,
    IReadOnlyList<string> Words,
    string? Everybody,
    bool NobodyLeft,
    IReadOnlyList<string> LockedOut,
    IReadOnlyList<int> PortsClosed,
    IReadOnlyList<int> PortsOpened,
    IReadOnlyList<PrincipalChangeJson> Principals
)
{
    public static ImpactJson From(RegressionImpact impact) =>
        new(
            impact.Rank,
            impact.Words,
            impact.Everybody.Length == 0 ? null : impact.Everybody,
            impact.NobodyLeft,
            impact.LockedOut,
            impact.PortsClosed,
            impact.PortsOpened,
            [.. impact.Principals.Select(PrincipalChangeJson.From)]
        );
}

/// <summary>One way to log in that opened or closed.</summary>
public sealed record PrincipalChangeJson(
    string Account,
    bool Root,
    string Method,
    string? Fingerprint,
    string? Comment,
    string Turn,
    bool Whole,
    string? Why,
    string? Keyword
)
{
    public static PrincipalChangeJson From(PrincipalChange change) =>
        new(
            change.Account,
            change.Root,
            change.Method,
            OrNull(change.Fingerprint),
            OrNull(change.Comment),
            Words.Json(change.Turn),
            change.Whole,
            OrNull(change.Why),
            OrNull(change.Keyword)
        );

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
