using System.Globalization;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A stored diagnosis' name: <c>D-17</c>.</summary>
internal static class DiagnosisId
{
    public static string Text(long id) => string.Create(CultureInfo.InvariantCulture, $"D-{id}");

    /// <summary>Takes <c>D-17</c>, <c>d17</c>, <c>#17</c> and <c>17</c>; null: none of them.</summary>
    public static long? Parse(string text) =>
        long.TryParse(
            text.TrimStart('D', 'd', '#').TrimStart('-'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
        && id > 0
            ? id
            : null;
}
