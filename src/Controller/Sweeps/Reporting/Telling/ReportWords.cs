using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;

namespace Fleet.Controller.Sweeps.Reporting.Telling;

/// <summary>What every form says alike: names of standings, numbers and times.</summary>
internal static class ReportWords
{
    /// <summary>UTF-8 without a mark; what is no text (half a surrogate pair) becomes U+FFFD.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Worst first.</summary>
    public static readonly ImmutableArray<Standing> Standings =
    [
        Standing.Fail,
        Standing.Warn,
        Standing.Unknown,
        Standing.Waived,
        Standing.Manual,
        Standing.Pass,
        Standing.NotApplicable,
    ];

    /// <summary>For people.</summary>
    public static string Of(Standing standing) =>
        standing switch
        {
            Standing.NotApplicable => "not applicable",
            _ => standing.ToString().ToLowerInvariant(),
        };

    /// <summary>For machines: snake case.</summary>
    public static string Key(Standing standing) =>
        standing == Standing.NotApplicable ? "not_applicable" : Of(standing);

    /// <summary>For machines.</summary>
    public static string Key(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Of(SweepHostState state) =>
        state == SweepHostState.TimedOut ? "timed out" : state.ToString().ToLowerInvariant();

    public static string Of(SweepState state) => state.ToString().ToLowerInvariant();

    /// <summary>A mark that says the same without colour.</summary>
    public static string Mark(Standing standing) =>
        standing switch
        {
            Standing.Fail => "✗",
            Standing.Warn => "!",
            Standing.Unknown => "?",
            Standing.Waived => "~",
            Standing.Manual => "☞",
            Standing.Pass => "✓",
            _ => "–",
        };

    /// <summary><c>93.1 %</c>, rounded down: nothing but all is 100 %. A dash where nothing was judged.</summary>
    public static string Percent(double? part) =>
        part is { } share
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Floor((share * 1000) + 1e-9) / 10:0.0} %"
            )
            : "–";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 host</c>, <c>2,000 hosts</c>.</summary>
    public static string Count(long number, string one) =>
        $"{Number(number)} {one}{(number == 1 ? "" : "s")}";

    /// <summary><c>2026-11-22 17:50 UTC</c>.</summary>
    public static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, UTC, to the second.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
