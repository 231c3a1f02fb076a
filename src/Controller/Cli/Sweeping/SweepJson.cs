using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Sweeps.Reporting;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>Everything that <c>fleet sweep … --json</c> prints: camel case, ISO 8601 times in UTC, one document a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SweepsJson))]
[JsonSerializable(typeof(OneSweepJson))]
[JsonSerializable(typeof(SweepReportJson))]
[JsonSerializable(typeof(SweepDiffJson))]
[JsonSerializable(typeof(ProfilesJson))]
[JsonSerializable(typeof(SchedulesJson))]
[JsonSerializable(typeof(OneScheduleJson))]
internal sealed partial class SweepJson : JsonSerializerContext;

/// <summary>What <c>fleet sweep list --json</c> prints.</summary>
internal sealed record SweepsJson(int SchemaVersion, IReadOnlyList<SweepSummaryJson> Sweeps)
{
    public static SweepsJson From(IEnumerable<V1.SweepSummary> sweeps) =>
        new(FleetJson.SchemaVersion, [.. sweeps.Select(SweepSummaryJson.From)]);
}

/// <summary>What <c>fleet sweep cancel --json</c> and <c>fleet sweep run --no-wait --json</c> print.</summary>
internal sealed record OneSweepJson(int SchemaVersion, SweepSummaryJson Sweep);

/// <summary>A sweep without its hosts.</summary>
internal sealed record SweepSummaryJson(
    long Id,
    string Profile,
    string ProfileTitle,
    string ProfileSource,
    string Selection,
    string By,
    DateTimeOffset? StartedAt,
    DateTimeOffset? Deadline,
    DateTimeOffset? EndedAt,
    string State,
    bool Stored,
    long PolicyVersion,
    int Hosts,
    int HostsWaiting,
    CountsJson Results
)
{
    public static OneSweepJson Only(V1.SweepSummary sweep) =>
        new(FleetJson.SchemaVersion, From(sweep));

    public static SweepSummaryJson From(V1.SweepSummary sweep) =>
        new(
            sweep.Id,
            sweep.Profile,
            sweep.ProfileTitle,
            sweep.ProfileSource,
            sweep.Selection,
            sweep.By,
            sweep.StartedAt?.ToDateTimeOffset(),
            sweep.Deadline?.ToDateTimeOffset(),
            sweep.EndedAt?.ToDateTimeOffset(),
            Words.Json(sweep.State),
            sweep.Stored,
            sweep.PolicyVersion,
            sweep.Hosts,
            sweep.HostsWaiting,
            CountsJson.From(ReceivedReport.Counts(sweep.Results))
        );
}

/// <summary>How many stand how, and the score: pass / (pass + warn + fail).</summary>
internal sealed record CountsJson(
    int Pass,
    int Warn,
    int Fail,
    int Unknown,
    int Waived,
    int Manual,
    int NotApplicable,
    double? Score
)
{
    public static CountsJson From(StandingCounts counts) =>
        new(
            counts.Pass,
            counts.Warn,
            counts.Fail,
            counts.Unknown,
            counts.Waived,
            counts.Manual,
            counts.NotApplicable,
            counts.Score
        );
}

/// <summary>What <c>fleet sweep profiles --json</c> prints.</summary>
internal sealed record ProfilesJson(int SchemaVersion, IReadOnlyList<ProfileJson> Profiles)
{
    public static ProfilesJson From(IEnumerable<V1.ProfileSummary> profiles) =>
        new(
            FleetJson.SchemaVersion,
            [
                .. profiles.Select(profile => new ProfileJson(
                    profile.Name,
                    profile.Title,
                    profile.Source,
                    profile.Url,
                    profile.Controls,
                    profile.ManualControls
                )),
            ]
        );
}

/// <summary>A profile.</summary>
internal sealed record ProfileJson(
    string Name,
    string Title,
    string Source,
    string Url,
    int Controls,
    int ManualControls
);

/// <summary>What <c>fleet sweep schedule list --json</c> prints.</summary>
internal sealed record SchedulesJson(int SchemaVersion, IReadOnlyList<ScheduleJson> Schedules)
{
    public static SchedulesJson From(IEnumerable<V1.SweepSchedule> schedules) =>
        new(FleetJson.SchemaVersion, [.. schedules.Select(ScheduleJson.From)]);
}

/// <summary>What commands that change one schedule print.</summary>
internal sealed record OneScheduleJson(int SchemaVersion, ScheduleJson Schedule);

/// <summary>A schedule.</summary>
internal sealed record ScheduleJson(
    string Name,
    string Cron,
    string TimeZone,
    string Profile,
    bool OwnProfile,
    ImmutableSortedDictionary<string, string> Labels,
    double? PatienceSeconds,
    string By,
    DateTimeOffset? CreatedAt,
    bool Paused,
    DateTimeOffset? NextAt
)
{
    public static OneScheduleJson Only(V1.SweepSchedule schedule) =>
        new(FleetJson.SchemaVersion, From(schedule));

    public static ScheduleJson From(V1.SweepSchedule schedule) =>
        new(
            schedule.Name,
            schedule.Cron,
            schedule.TimeZone,
            schedule.Profile,
            schedule.OwnProfile,
            schedule.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
            schedule.Patience?.ToTimeSpan().TotalSeconds,
            schedule.By,
            schedule.CreatedAt?.ToDateTimeOffset(),
            schedule.Paused,
            schedule.NextAt?.ToDateTimeOffset()
        );
}
