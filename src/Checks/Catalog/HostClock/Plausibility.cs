using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>Whether the date can be right at all: not before this program was made, nor before files were written that the host changes now and then.</summary>
internal static class Plausibility
{
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly ImmutableArray<string> Written =
    [
        "/var/lib/systemd/timesync/clock",
        "/var/lib/dpkg/status",
        "/var/lib/rpm/rpmdb.sqlite",
        "/usr/lib/sysimage/rpm/rpmdb.sqlite",
        "/var/log/wtmp",
        "/etc/shadow",
        "/etc/machine-id",
    ];

    /// <summary><c>yes</c>, or <c>no: </c> and the reason.</summary>
    public static async ValueTask<string> AskAsync(
        IHost host,
        DateTimeOffset wall,
        CancellationToken cancellationToken
    )
    {
        if (wall < Made)
        {
            return $"no: it shows a time before {Made.Year}";
        }

        foreach (var path in Written)
        {
            var status = await host.AskAsync(new GetStatus(path), cancellationToken);
            if (status.IsOk && status.Value.ModifiedAt > wall + Slack)
            {
                return $"no: {path} was written later than it shows";
            }
        }

        return "yes";
    }
}
