using System.Globalization;

namespace Fleet.Checks.Parsing.Machine;

/// <summary>Pressure stall information (<c>/proc/pressure/*</c>, the kernel's accounting/psi.rst): the share of time in which all tasks that had work waited.</summary>
public static class PressureStall
{
    private const string Average = "avg60=";

    /// <summary>Percent of the last minute, from the line <c>full avg10=0.00 avg60=0.13 …</c>; null where there is no such line.</summary>
    public static double? FullOfLastMinute(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith("full ", StringComparison.Ordinal))
            {
                continue;
            }

            var word = Array.Find(
                line.Split(' '),
                word => word.StartsWith(Average, StringComparison.Ordinal)
            );
            return double.TryParse(
                word?[Average.Length..],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent
            )
                ? percent
                : null;
        }

        return null;
    }
}
