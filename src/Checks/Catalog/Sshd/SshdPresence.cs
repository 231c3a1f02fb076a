using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>Whether there is an sshd on a host at all.</summary>
public static class SshdPresence
{
    /// <summary>Why there certainly is none: no binary, whatever configuration a removed package left; null where there is one, or where that cannot be told.</summary>
    public static async ValueTask<string?> MissingAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        foreach (var path in HostCommand.SshdTest.Paths)
        {
            var found = await host.AskAsync(new GetStatus(path), cancellationToken);
            if (!found.IsAbsent)
            {
                return null;
            }
        }

        return "no sshd is installed";
    }
}
