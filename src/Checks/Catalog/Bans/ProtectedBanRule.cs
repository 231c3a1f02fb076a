using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Bans;

/// <summary>Nobody whom the host should let in is banned on it. One rule for each program that bans.</summary>
/// <param name="tool">The program.</param>
/// <param name="ownNetworks">The key of the host's own private networks.</param>
/// <param name="lasting">How it is kept from happening again, for the docs page.</param>
internal sealed class ProtectedBanRule(BanTool tool, string ownNetworks, string lasting) : Rule
{
    private const string Management = "management";
    private const string Own = "own_networks";

    private readonly string _check = $"bans.{tool.ToString().ToLowerInvariant()}";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = $"bans.{tool.ToString().ToLowerInvariant()}/protected",
            Title = $"{tool.ToString().ToLowerInvariant()} bans no address that belongs here",
            Severity = Severity.High,
            Rationale =
                "A monitor with an old key, a jump host behind which many people sit, or an administrator's own address: banned, they see \"Connection refused\" or a timeout from one place only, while sshd and its log look "
                + $"well. The policy names such addresses in {Management}; neighbours in the host's own private networks count too, unless {Own} says no. {lasting}",
            Reads = [$"{BanKeys.Of(tool)}/*/*", ownNetworks],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Management, "")
                .Add(Own, "yes"),
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[_check];
        var coverage = facts.CoverageOf(BanKeys.Of(tool));
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known whom {Name} keeps out: {coverage.Reason}"
            );
            yield break;
        }

        var named = OwnNetworks.Read(input.Policy.Parameter(Declaration, Management));
        var own =
            input.Policy.Parameter(Declaration, Own) == "yes"
                ? OwnNetworks.Read(facts.Read(ownNetworks).Value)
                : [];
        var found = 0;
        foreach (var ban in BanModel.Held(tool, facts).Where(ban => ban.Holds(input.AsOf)))
        {
            var isNamed = Touches(named, ban.Network);
            if (isNamed || Touches(own, ban.Network))
            {
                found++;
                yield return Banned(ban, isNamed);
            }
        }

        if (found == 0)
        {
            yield return Finding(Outcome.Pass, "", $"{Name} bans nobody who belongs here") with
            {
                Keys = [ownNetworks],
            };
        }
    }

    private string Name => tool.ToString().ToLowerInvariant();

    private Finding Banned(Ban ban, bool isNamed)
    {
        var until =
            ban.Until is not { } end ? ""
            : end == DateTimeOffset.MaxValue ? " for ever"
            : $" until {BanText.Time(end)}";
        var who = isNamed
            ? "which the policy names as management"
            : "a neighbour in the host's own network";
        return Finding(
            isNamed ? Outcome.Fail : Outcome.Warn,
            ban.Whom,
            $"{ban.Whom}, {who}, cannot connect: banned by {ban.By}{until}"
        ) with
        {
            Severity = isNamed ? Declaration.Severity : Severity.Medium,
            Remedy = ban.Unban,
            Keys = [BanKeys.Of(ban)],
            ValidUntil = ban.Until is { } ends && ends != DateTimeOffset.MaxValue ? ends : null,
        };
    }

    private static bool Touches(ImmutableArray<IPNetwork> protect, IPNetwork banned) =>
        protect.Any(each => each.Contains(banned.BaseAddress) || banned.Contains(each.BaseAddress));
}
