using System.Globalization;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>
/// MaxStartups (sshd_config(5)): from <paramref name="Start"/> unauthenticated connections on <paramref name="Rate"/> percent of new ones are refused, growing to all of them at <paramref name="Full"/>.
/// </summary>
internal sealed record MaxStartups(int Start, int Rate, int Full)
{
    /// <summary>Reads <c>start:rate:full</c> as sshd -T prints it, and the daemon's own limits <c>start-full</c> over it; null where neither is given.</summary>
    public static MaxStartups? Read(string configured, string running)
    {
        var set = Numbers(configured, ':') is [var start, var rate, var full]
            ? new MaxStartups(start, rate, full)
            : null;
        return Numbers(running, '-') is [var runningStart, var runningFull]
            ? new MaxStartups(runningStart, set?.Rate ?? 100, runningFull)
            : set;
    }

    /// <summary>The percentage of new connections that are refused while <paramref name="used"/> are open (<c>sshd.c</c>, <c>should_drop_connection</c>).</summary>
    public int Refused(int used) =>
        used < Start ? 0
        : used >= Full || Rate == 100 ? 100
        : Rate + (int)((100L - Rate) * (used - Start) / (Full - Start));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}:{Rate}:{Full}");

    private static int[]? Numbers(string text, char separator)
    {
        var parts = text.Split(separator);
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (
                !int.TryParse(
                    parts[i],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out numbers[i]
                )
            )
            {
                return null;
            }
        }

        return numbers;
    }
}
