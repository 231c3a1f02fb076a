using System.Collections.Immutable;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>glob(3) on a host: matches in byte order; no match is no error.</summary>
public static class HostGlob
{
    /// <summary>The paths a pattern matches, and why some could not be looked for; with a user's rights where one is named.</summary>
    public static async ValueTask<(ImmutableArray<string> Paths, string? Unreadable)> FindAsync(
        IHost host,
        string pattern,
        CancellationToken cancellationToken,
        UserIdentity? user = null
    )
    {
        List<string> found = [""];
        string? unreadable = null;
        foreach (var component in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!PathGlob.IsPattern(component))
            {
                found = [.. found.Select(folder => $"{folder}/{component}")];
                continue;
            }

            List<string> next = [];
            foreach (var folder in found)
            {
                var names = await host.AskAsync(
                    new ListDirectory(folder.Length == 0 ? "/" : folder, user),
                    cancellationToken
                );
                unreadable ??= names.IsOk || names.IsAbsent ? null : names.Reason;
                next.AddRange(
                    (names.IsOk ? names.Value : [])
                        .Where(name => PathGlob.IsMatch(name, component))
                        .Select(name => $"{folder}/{name}")
                );
            }

            found = next;
        }

        List<string> paths = [];
        foreach (var path in found.Order(StringComparer.Ordinal))
        {
            var status = await host.AskAsync(new GetStatus(path, As: user), cancellationToken);
            if (!status.IsAbsent)
            {
                paths.Add(path);
            }
        }

        return ([.. paths], unreadable);
    }
}
