using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads single values. Null: it is no such value, and that was complained of.</summary>
internal sealed partial class ValueReader(Complaints complaints)
{
    private const int LongestLine = 500;

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ssK",
    ];

    /// <summary>One line of text that is not empty.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">What stands behind it.</param>
    /// <param name="example">For who wrote something else.</param>
    public string? Line(string name, PolicyNode value, string example)
    {
        if (
            value is PolicyScalar { IsNothing: false } said
            && !string.IsNullOrWhiteSpace(said.Text)
        )
        {
            var text = said.Text.Trim();
            if (text.Length <= LongestLine && !text.Any(char.IsControl))
            {
                return text;
            }

            complaints.Add(value, $"{name} takes one line of at most {LongestLine} characters");
            return null;
        }

        return Complain<string>(value, $"{name} takes one line such as {example}");
    }

    /// <summary>One of some words.</summary>
    public string? Word(string name, PolicyNode value, IReadOnlyList<string> words)
    {
        if (value is PolicyScalar said && words.Contains(said.Text, StringComparer.Ordinal))
        {
            return said.Text;
        }

        var asked = (value as PolicyScalar)?.Text ?? "";
        return Complain<string>(
            value,
            $"{name} takes {Said.Choice(words)}",
            Said.DidYouMean(asked, words)
        );
    }

    public bool? Flag(string name, PolicyNode value)
    {
        if (value is PolicyScalar { Quoted: false, Text: "true" or "false" } said)
        {
            return said.Text == "true";
        }

        var meant = (value as PolicyScalar)?.Text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" or "1" => "true",
            "false" or "no" or "off" or "n" or "0" => "false",
            _ => null,
        };
        _ = Complain<string>(value, $"{name} takes true or false", Said.DidYouMean(meant));
        return null;
    }

    /// <summary>A span of time such as <c>30s</c>, <c>5m</c>, <c>1h30m</c> or <c>7d</c>; more than none.</summary>
    public TimeSpan? Span(string name, PolicyNode value, string example)
    {
        if (
            value is PolicyScalar said
            && SpanForm().Match(said.Text) is { Success: true } match
            && SpanOf(match) is { } span
            && span > TimeSpan.Zero
        )
        {
            return span;
        }

        _ = Complain<string>(
            value,
            $"{name} takes a time such as {example} (s, m, h, d; at most 4000 days)"
        );
        return null;
    }

    /// <summary>A date, which is its beginning in UTC, or a moment with its offset.</summary>
    public DateTimeOffset? Moment(string name, PolicyNode value)
    {
        if (value is PolicyScalar said && MomentOf(said.Text) is { } moment)
        {
            return moment;
        }

        _ = Complain<string>(
            value,
            $"{name} takes a date such as 2027-01-31, which begins in UTC, or a moment such as 2027-01-31T18:00Z or 2027-01-31T18:00+01:00"
        );
        return null;
    }

    private static DateTimeOffset? MomentOf(string text) =>
        (text.Length == "yyyy-MM-dd".Length || HasOffset().IsMatch(text))
        && DateTimeOffset.TryParseExact(
            text,
            Instants,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment.ToUniversalTime()
            : null;

    private static TimeSpan? SpanOf(Match match)
    {
        var seconds =
            (86_400 * Number(match, "d"))
            + (3600 * Number(match, "h"))
            + (60 * Number(match, "m"))
            + Number(match, "s");
        return seconds <= 4000L * 86_400 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static long Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } said
            ? long.Parse(said.Value, CultureInfo.InvariantCulture)
            : 0;

    private T? Complain<T>(PolicyNode value, string takes, string hint = "")
        where T : class
    {
        if (value is not PolicyRefused)
        {
            complaints.Add(value, $"{takes}, not {Said.What(value)}{hint}");
        }

        return null;
    }

    [GeneratedRegex(
        @"\A(?:(?<d>[0-9]{1,6})d)?(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,9})s)?\z",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex SpanForm();

    [GeneratedRegex(@"(?:Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HasOffset();
}
