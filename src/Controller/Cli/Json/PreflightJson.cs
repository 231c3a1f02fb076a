using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet preflight --json</c> prints.</summary>
public sealed record PreflightJson(
    int SchemaVersion,
    string Host,
    string Verdict,
    string Unknown,
    IReadOnlyList<ConfigProblemJson> Errors,
    IReadOnlyList<SettingDifferenceJson> Settings,
    IReadOnlyList<AccessDifferenceJson> Changes,
    IReadOnlyList<string> LockedOut,
    bool NobodyLeft,
    int OpenBefore,
    int OpenAfter,
    int MaybeAfter,
    IReadOnlyList<string> Notes,
    bool TestedBySshd,
    FactsAgeJson Age
)
{
    public static PreflightJson From(PreflightReply reply) =>
        new(
            FleetJson.SchemaVersion,
            reply.Host,
            Words.Json(reply.Verdict),
            reply.Unknown,
            [
                .. reply.Errors.Select(error => new ConfigProblemJson(
                    error.File,
                    error.Line,
                    error.Column,
                    error.Message
                )),
            ],
            [
                .. reply.Settings.Select(change => new SettingDifferenceJson(
                    change.Name,
                    change.Before,
                    change.After,
                    change.Source
                )),
            ],
            [
                .. reply.Changes.Select(change => new AccessDifferenceJson(
                    change.User,
                    change.Root,
                    change.Method,
                    change.Fingerprint,
                    change.Comment,
                    change.Place,
                    Of(change, LoginVerdict.No),
                    Of(change, LoginVerdict.Unknown),
                    Of(change, LoginVerdict.Yes)
                )),
            ],
            reply.LockedOut,
            reply.NobodyLeft,
            reply.OpenBefore,
            reply.OpenAfter,
            reply.MaybeAfter,
            reply.Notes,
            reply.Tested,
            FactsAgeJson.From(reply.Age)
        );

    private static List<AccessRegionJson> Of(AccessDifferenceEntry change, LoginVerdict verdict) =>
        [
            .. change
                .Regions.Where(region => region.Verdict == verdict)
                .Select(AccessRegionJson.From),
        ];
}

/// <summary>A line that sshd would reject.</summary>
public sealed record ConfigProblemJson(string File, int Line, int Column, string Message);

/// <summary>One thing that the files say differently.</summary>
public sealed record SettingDifferenceJson(string Name, string Before, string After, string Source);

/// <summary>What becomes of one credential of one account: from which sources it no longer opens it, may no longer, or newly does.</summary>
public sealed record AccessDifferenceJson(
    string User,
    bool Root,
    string Method,
    string Fingerprint,
    string Comment,
    string Place,
    IReadOnlyList<AccessRegionJson> Lost,
    IReadOnlyList<AccessRegionJson> Doubtful,
    IReadOnlyList<AccessRegionJson> Gained
);
