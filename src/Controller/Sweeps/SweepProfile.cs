using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Verdicts;

namespace Fleet.Controller.Sweeps;

/// <summary>A profile as a sweep needs it.</summary>
public sealed record SweepProfile
{
    public required string Name { get; init; }

    /// <summary>Its text, from which it can be made again; empty: the built-in one of its name.</summary>
    public required string Text { get; init; }

    /// <summary>What reports tell of it.</summary>
    public required ProfileView View { get; init; }

    /// <summary>The checks that hosts are asked to run.</summary>
    public required ImmutableArray<string> Asks { get; init; }

    /// <summary>The checks whose facts and documents are read: the same, and those that their rules look at besides.</summary>
    public required ImmutableArray<string> Reads { get; init; }

    /// <summary>Judges a host. Pure.</summary>
    public required Func<JudgeInput, ImmutableArray<ControlResult>> Judge { get; init; }

    public ImmutableArray<SweptControl> Controls => View.Controls;

    public static SweepProfile Of(Profile profile, string text, CheckCatalog catalog) =>
        new()
        {
            Name = profile.Name,
            Text = text,
            View = ViewOf(profile),
            Asks = NeededChecks.Asked(profile, catalog),
            Reads = NeededChecks.Read(profile, catalog),
            Judge = input => ProfileJudge.Judge(profile, input, catalog),
        };

    /// <summary>What reports tell of a profile.</summary>
    public static ProfileView ViewOf(Profile profile) =>
        new(
            profile.Title,
            $"{profile.Source.Document} {profile.Source.Version}".Trim(),
            [
                .. profile.Controls.Select(control => new SweptControl(
                    control.Id,
                    control.Title,
                    control.Severity,
                    control.Level,
                    control.References,
                    control.JudgedBy is ByHand
                )),
            ]
        );
}
