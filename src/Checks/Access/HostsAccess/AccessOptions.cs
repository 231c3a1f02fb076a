using System.Collections.Immutable;

namespace Fleet.Checks.Access.HostsAccess;

/// <summary>What a rule's options make of it (hosts_options(5)).</summary>
internal static class AccessOptions
{
    private static readonly string[] WithoutVerdict =
    [
        "aclexec",
        "banners",
        "keepalive",
        "linger",
        "nice",
        "rfc931",
        "setenv",
        "severity",
        "spawn",
        "umask",
        "user",
    ];

    /// <summary>True: allowed; false: denied; null: as the file says. An option that libwrap does not know, and a twist in a daemon that serves by itself, end in a refusal.</summary>
    public static bool? Verdict(ImmutableArray<string> options)
    {
        foreach (var option in options)
        {
            var word = option.Split((char[])[' ', '\t', '='], 2)[0].ToLowerInvariant();
            switch (word)
            {
                case "allow":
                    return true;
                case "deny" or "twist":
                    return false;
                case "":
                    break;
                default:
                    if (!WithoutVerdict.Contains(word))
                    {
                        return false;
                    }

                    break;
            }
        }

        return null;
    }
}
