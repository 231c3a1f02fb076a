using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Access.Bans;

/// <summary>Is a source banned?</summary>
public enum BanState
{
    Unspecified = 0,
    Banned,
    NotBanned,

    /// <summary>No ban is known, but not every list could be read.</summary>
    Unknown,
}

/// <summary>The answer.</summary>
/// <param name="State">Whether it is banned.</param>
/// <param name="Bans">Every ban that holds, the one that lasts longest first: all have to end.</param>
/// <param name="Reason">Why it is unknown.</param>
public sealed record BanAnswer(BanState State, ImmutableArray<Ban> Bans, string Reason)
{
    /// <summary>The commands that let the source in again, in order.</summary>
    public ImmutableArray<string> Unban => [.. Bans.SelectMany(ban => ban.Unban).Distinct()];
}

/// <summary>What a host's programs keep out, as one model. Pure. Programs that are not installed ban nobody.</summary>
/// <param name="Bans">Every known ban, ended ones too.</param>
/// <param name="Doubts">Why more bans may be in force than are known.</param>
public sealed record BanModel(ImmutableArray<Ban> Bans, ImmutableArray<string> Doubts)
{
    /// <summary>The model of what the checks <c>bans.fail2ban</c>, <c>bans.sshguard</c> and <c>bans.crowdsec</c> saw.</summary>
    public static BanModel Of(Func<string, CheckFacts> checks)
    {
        var bans = ImmutableArray.CreateBuilder<Ban>();
        var doubts = ImmutableArray.CreateBuilder<string>();
        foreach (var tool in (BanTool[])[BanTool.Fail2ban, BanTool.Sshguard, BanTool.Crowdsec])
        {
            var facts = checks($"bans.{tool.ToString().ToLowerInvariant()}");
            bans.AddRange(Held(tool, facts));
            if (Doubt(tool, facts) is { } doubt)
            {
                doubts.Add(doubt);
            }
        }

        return new BanModel(bans.ToImmutable(), doubts.ToImmutable());
    }

    /// <summary>Is a source banned at a moment, by whom, until when, and what ends it?</summary>
    public BanAnswer Ask(IPAddress source, DateTimeOffset asOf)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        ImmutableArray<Ban> holding =
        [
            .. Bans.Where(ban => ban.Holds(asOf) && ban.Network.Contains(address))
                .OrderByDescending(ban => ban.Until ?? DateTimeOffset.MaxValue),
        ];
        return !holding.IsEmpty ? new BanAnswer(BanState.Banned, holding, "")
            : Doubts.IsEmpty ? new BanAnswer(BanState.NotBanned, [], "")
            : new BanAnswer(BanState.Unknown, [], string.Join("; ", Doubts));
    }

    internal static IEnumerable<Ban> Held(BanTool tool, CheckFacts facts) =>
        facts
            .Under(BanKeys.Of(tool))
            .Where(held => !held.IsStale)
            .Select(held => BanKeys.Read(tool, held.Fact))
            .OfType<Ban>();

    private static string? Doubt(BanTool tool, CheckFacts facts)
    {
        var coverage = facts.CoverageOf(BanKeys.Of(tool));
        var omitted = facts.Read(BanKeys.Omitted(tool));
        return facts.Status == RunStatus.NotApplicable ? null
            : !coverage.IsCertain ? $"{tool.ToString().ToLowerInvariant()}: {coverage.Reason}"
            : omitted.IsPresent
                ? $"{tool.ToString().ToLowerInvariant()}: {omitted.Value} bans are not in the report"
            : null;
    }
}
