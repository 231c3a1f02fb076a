using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>Reads the numbers of a value: one, or several between colons or blanks.</summary>
public static class AmountText
{
    private static readonly char[] Between = [':', ' '];

    /// <summary>True where it may stand as a bound: every part is a number, a time (<c>1h30m</c>) or, for RekeyLimit, a size (<c>1G</c>).</summary>
    public static bool IsReadable(string key, string text) =>
        new FactText(key, text).Amounts is not null;

    /// <summary>Null where a part is no number.</summary>
    internal static decimal[]? Read(string text, SshdValueKind kind)
    {
        var parts = text.Split(Between);
        var amounts = new decimal[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            if (One(parts[index], IsSize(kind, index)) is not { } amount)
            {
                return null;
            }

            amounts[index] = amount;
        }

        return amounts;
    }

    // RekeyLimit takes an amount of data and a time, which both have an M.
    private static bool IsSize(SshdValueKind kind, int index) =>
        kind == SshdValueKind.RekeyLimit && index == 0;

    private static decimal? One(string part, bool isSize) =>
        decimal.TryParse(
            part,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
        : isSize
            ? SshdNumbers.TrySize(part, out var bytes) ? bytes
                : null
        : SshdNumbers.TryTime(part, out var seconds) ? seconds
        : null;
}
