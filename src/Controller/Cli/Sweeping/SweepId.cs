using System.CommandLine;
using System.Globalization;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>A sweep's name: <c>S-17</c>.</summary>
internal static class SweepId
{
    public static string Text(long id) => string.Create(CultureInfo.InvariantCulture, $"S-{id}");

    /// <summary>Takes <c>S-17</c>, <c>s17</c>, <c>#17</c> and <c>17</c>.</summary>
    public static Argument<long> Argument(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (Parse(text) is { } id)
                {
                    return id;
                }

                parsed.AddError($"{text}: expected a sweep such as S-17: see fleet sweep list");
                return 0;
            },
        };

    /// <summary>Null: it names no sweep.</summary>
    public static long? Parse(string text) =>
        long.TryParse(
            text.TrimStart('S', 's', '#').TrimStart('-'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
        && id > 0
            ? id
            : null;
}
