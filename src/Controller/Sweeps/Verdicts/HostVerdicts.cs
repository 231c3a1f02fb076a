using System.Collections.Immutable;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Sweeps.Verdicts;

/// <summary>One host's results: at least one for each control, exactly one for each control and subject. Pure.</summary>
public static class HostVerdicts
{
    /// <summary>Judged by what is known of the host.</summary>
    /// <param name="host">The host's name.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="input">What is known; its moment is the one judged for.</param>
    /// <param name="waivers">The policy's waivers for this host, those that have ended too.</param>
    public static ImmutableArray<SweptResult> Of(
        string host,
        SweepProfile profile,
        JudgeInput input,
        ImmutableArray<Waiver> waivers
    )
    {
        var waiving = new Waiving(profile.Name, waivers, input.AsOf);
        var given = profile
            .Judge(input)
            .ToLookup(result => result.ControlId, StringComparer.Ordinal);
        var results = ImmutableArray.CreateBuilder<SweptResult>();
        foreach (var control in profile.Controls)
        {
            var subjects = given[control.Id]
                .GroupBy(result => result.Subject, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Merge(host, control, [.. group], input, waiving))
                .ToList();
            results.AddRange(
                subjects.Count > 0 ? subjects : [Unknown(host, control, "nothing judged it")]
            );
        }

        return results.ToImmutable();
    }

    /// <summary>Nothing is known: every control is unknown, for one reason.</summary>
    public static ImmutableArray<SweptResult> Unknown(
        string host,
        SweepProfile profile,
        string reason
    ) => [.. profile.Controls.Select(control => Unknown(host, control, reason))];

    private static SweptResult Unknown(string host, SweptControl control, string reason) =>
        new()
        {
            Host = host,
            Control = control.Id,
            Subject = "",
            Outcome = Outcome.Unknown,
            Standing = Standings.Of(Outcome.Unknown, isWaived: false, control.IsManual),
            Severity = control.Severity,
            Summary = reason,
        };

    /// <summary>A control of several rules has one result a subject: its worst parts speak.</summary>
    private static SweptResult Merge(
        string host,
        SweptControl control,
        ImmutableArray<ControlResult> parts,
        JudgeInput input,
        Waiving waiving
    )
    {
        var standing = parts.Max(part => StandingOf(part, control, waiving));
        var worst = parts.RemoveAll(part => StandingOf(part, control, waiving) != standing);
        var waivers = worst.Select(waiving.Of).OfType<Waiver>().ToList();
        var isWaived = standing == Standing.Waived;
        return new()
        {
            Host = host,
            Control = control.Id,
            Subject = parts[0].Subject,
            Outcome = worst.Max(part => part.Outcome),
            Standing = standing,
            Severity = control.Severity,
            Summary = string.Join("; ", worst.Select(part => part.Summary).Distinct()),
            Remedy = [.. worst.SelectMany(part => part.Remedy).Distinct(StringComparer.Ordinal)],
            Evidence = Evidence.Of(input, worst.SelectMany(part => part.Keys)),
            WaivedReason = isWaived
                ? string.Join("; ", waivers.Select(waiver => waiver.Reason).Distinct())
                : "",
            WaivedUntil = isWaived ? waivers.Min(waiver => waiver.Until) : null,
        };
    }

    private static Standing StandingOf(ControlResult part, SweptControl control, Waiving waiving) =>
        Standings.Of(part.Outcome, waiving.Of(part) is not null, control.IsManual);
}
