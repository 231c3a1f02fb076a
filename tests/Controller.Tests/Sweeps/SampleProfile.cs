using System.Collections.Immutable;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Tests.Sweeps;

/// <summary>A profile of three controls, one of them for a person.</summary>
internal static class SampleProfile
{
    public static readonly ImmutableArray<SweptControl> Controls =
    [
        new("1.1", "root stays out", Severity.High, "1", ["CIS 1.1"], IsManual: false),
        new("1.2", "keys are strong", Severity.Low, "1", [], IsManual: false),
        new("1.3", "somebody reads the log", Severity.Medium, "2", [], IsManual: true),
    ];

    /// <summary>Every control passes but the one for a person.</summary>
    public static SweepProfile Passing { get; } =
        Of(_ =>
            [
                Result("1.1", Outcome.Pass),
                Result("1.2", Outcome.Pass),
                Result("1.3", Outcome.Unknown),
            ]
        );

    public static SweepProfile Of(Func<JudgeInput, ImmutableArray<ControlResult>> judge) =>
        new()
        {
            Name = "sample",
            Text = "sample",
            View = new("A sample", "Samples 1", Controls),
            Asks = ["t.state"],
            Reads = ["t.state"],
            Judge = judge,
        };

    public static ControlResult Result(
        string control,
        Outcome outcome,
        string subject = "",
        string rule = "t.state/decide",
        params ImmutableArray<string> keys
    ) =>
        new(
            control,
            rule,
            subject,
            outcome,
            Severity.High,
            $"{rule} says {outcome}",
            outcome == Outcome.Fail ? [$"repair {control}"] : [],
            "",
            keys,
            null
        );
}
