using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>schedules:</c>, how often hosts run checks.</summary>
internal sealed class SchedulesReader(CheckCatalog catalog, Complaints complaints)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);

    public IEnumerable<CheckPlan> Read(PolicyNode node) =>
        _mapping.List(node, "schedules", "schedules", ReadOne);

    private CheckPlan? ReadOne(PolicyNode node)
    {
        var hosts = new SelectorReader(complaints);
        ImmutableArray<string> checks = [];
        TimeSpan? every = null;
        bool? off = null;
        var (saysEvery, saysOff) = (false, false);
        var isMapping = _mapping.Read(
            node,
            "a schedule",
            [
                new("checks", value => checks = ReadChecks(value), "checks: [ssh.config]"),
                .. hosts.Keys,
                new(
                    "every",
                    value =>
                    {
                        saysEvery = true;
                        every = ReadEvery(value);
                    }
                ),
                new(
                    "off",
                    value =>
                    {
                        saysOff = true;
                        off = _value.Flag("off", value);
                    }
                ),
            ]
        );
        if (node is PolicyMap { IsCut: false } && !saysEvery && !saysOff)
        {
            complaints.Add(
                node,
                "a schedule says every or off; add \"every: 5m\" or \"off: true\""
            );
        }

        if (every is not null && off is true)
        {
            complaints.Add(node, "a schedule that is off has no every; keep one of them");
        }

        return isMapping
            ? new CheckPlan(hosts.Selector, checks, every, off ?? false, complaints.PlaceOf(node))
            : null;
    }

    private TimeSpan? ReadEvery(PolicyNode value)
    {
        var every = _value.Span("every", value, "5m");
        if (every < Shortest)
        {
            complaints.Add(value, "every is at least 10s: a check that runs more often is a load");
        }

        return every;
    }

    private ImmutableArray<string> ReadChecks(PolicyNode node)
    {
        if (node is PolicyScalar { IsNothing: false } one)
        {
            return [.. ReadCheck(one)];
        }

        return [.. _mapping.List(node, "checks", "check ids", each => each).SelectMany(ReadCheck)];
    }

    private IEnumerable<string> ReadCheck(PolicyNode node)
    {
        var ids = catalog.Checks.Select(check => check.Declaration.Id).ToArray();
        if (_value.Line("checks", node, "ssh.config") is not { } id)
        {
            yield break;
        }

        if (ids.Contains(id, StringComparer.Ordinal))
        {
            yield return id;
            yield break;
        }

        var check = catalog.FindRule(id) is null ? null : id.Split('/')[0];
        complaints.Add(
            node,
            $"there is no check {Said.Quoted(id)}{(check is null ? Said.DidYouMean(id, ids) : Said.DidYouMean(check))}"
        );
    }
}
