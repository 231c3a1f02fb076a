using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>The host's time zone: syslog stamps are in it. From the link /etc/localtime (localtime(5)), else the agent's own.</summary>
internal static class HostZone
{
    private const string Folder = "/zoneinfo/";

    public static async ValueTask<TimeZoneInfo> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var real = await host.AskAsync(new ResolvePath("/etc/localtime"), cancellationToken);
        return
            real.IsOk
            && real.Value.LastIndexOf(Folder, StringComparison.Ordinal) is >= 0 and var at
            && TimeZoneInfo.TryFindSystemTimeZoneById(
                real.Value[(at + Folder.Length)..],
                out var zone
            )
            ? zone
            : host.Time.LocalTimeZone;
    }
}
