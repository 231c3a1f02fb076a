using System.CommandLine;
using System.Globalization;

namespace Fleet.Controller.Cli.Commands;

/// <summary>What commands about regressions share.</summary>
internal static class RegressionArguments
{
    public static Argument<long> Id() =>
        new Argument<long>("ID")
        {
            Description = "The regression's number, with or without #",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value.TrimStart('#');
                if (long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0)
                {
                    return value;
                }

                parsed.AddError($"\"{text}\" is not a regression's number: see fleet regressions");
                return 0;
            },
        };

    public static Option<DateTimeOffset?> Until() =>
        new Option<DateTimeOffset?>("--until")
        {
            Description = "When the acceptance ends (default: never)",
            HelpName = "DATE",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (
                    DateTimeOffset.TryParse(
                        text,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeLocal,
                        out var moment
                    )
                )
                {
                    return moment;
                }

                parsed.AddError($"--until {text}: expected a date such as 2027-01-31");
                return null;
            },
        };

    public static Option<string[]> Hosts() =>
        new("--host")
        {
            Description =
                "On this host alone, as often as wanted (default: every host of the group)",
            HelpName = "NAME",
        };
}
