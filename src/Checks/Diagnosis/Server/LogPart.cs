using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>The lines of this very attempt: by its source's address and port, or by user and address within its time.</summary>
internal static class LogPart
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(60);

    public static ImmutableArray<EventLine> OfAttempt(
        IReadOnlyList<EventLine> lines,
        LoginQuestion asked
    )
    {
        var source = asked.Source?.ToString();
        return
        [
            .. lines
                .Where(line => (line.At - asked.AsOf).Duration() <= Around)
                .Where(line => source is null || line.Source.Length == 0 || line.Source == source)
                .Where(line => line.User.Length == 0 || line.User == asked.User)
                .OrderBy(line => line.At),
        ];
    }
}
