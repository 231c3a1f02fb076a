using System.CommandLine;
using System.Globalization;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>--deadline 2h</c>: how long hosts that are offline are asked again.</summary>
internal static class PatienceOption
{
    public static Option<TimeSpan?> In() =>
        new("--deadline")
        {
            Description =
                "How long hosts that are offline are asked again: 90s, 30m, 2h or 1d (default: 10m, at most 7d)",
            HelpName = "SPAN",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (Parse(text) is { } span)
                {
                    return span;
                }

                parsed.AddError($"--deadline {text}: expected a span such as 90s, 30m, 2h or 1d");
                return null;
            },
        };

    /// <summary>Null: no span.</summary>
    public static TimeSpan? Parse(string text)
    {
        double? seconds =
            text.Length == 0
                ? null
                : text[^1] switch
                {
                    's' => 1,
                    'm' => 60,
                    'h' => 3600,
                    'd' => 86400,
                    _ => null,
                };
        return
            seconds is { } unit
            && int.TryParse(
                text[..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count > 0
            && count * unit <= TimeSpan.FromDays(365).TotalSeconds
            ? TimeSpan.FromSeconds(count * unit)
            : null;
    }
}
