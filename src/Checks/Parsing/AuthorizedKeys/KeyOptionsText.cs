using System.Security.Cryptography;
using System.Text;

namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>Options in one canonical text: two lines that allow the same read the same.</summary>
public static class KeyOptionsText
{
    /// <summary>A value longer than this is cut and its hash put behind: fact values are short.</summary>
    private const int LongestValue = 200;

    private static readonly (KeyPermits Permit, string Name)[] Flags =
    [
        (KeyPermits.AgentForwarding, "agent-forwarding"),
        (KeyPermits.PortForwarding, "port-forwarding"),
        (KeyPermits.Pty, "pty"),
        (KeyPermits.UserRc, "user-rc"),
        (KeyPermits.X11Forwarding, "x11-forwarding"),
    ];

    /// <summary>Words joined by a blank, in fixed order; empty where there are no options. Permits are said as what differs from all, or from none after <c>restrict</c>.</summary>
    public static string Canonical(this KeyOptions options) => string.Join(' ', Words(options));

    private static IEnumerable<string> Words(KeyOptions options)
    {
        if (options.IsCertificateAuthority)
        {
            yield return "cert-authority";
        }

        if (options.Restricted)
        {
            yield return "restrict";
        }

        foreach (var (permit, name) in Flags)
        {
            if (options.Permits.HasFlag(permit) == options.Restricted)
            {
                yield return options.Restricted ? name : "no-" + name;
            }
        }

        if (!options.TouchRequired)
        {
            yield return "no-touch-required";
        }

        if (options.VerifyRequired)
        {
            yield return "verify-required";
        }

        foreach (var word in Valued(options))
        {
            yield return word;
        }
    }

    private static IEnumerable<string> Valued(KeyOptions options)
    {
        (string Name, IEnumerable<string?> Values)[] valued =
        [
            ("command", [options.Command]),
            ("environment", options.Environment),
            ("expiry-time", [options.ExpiryTime]),
            ("from", [options.From]),
            ("permitlisten", options.PermitListen.Order(StringComparer.Ordinal)),
            ("permitopen", options.PermitOpen.Order(StringComparer.Ordinal)),
            ("principals", [options.Principals]),
            ("tunnel", [options.Tunnel]),
        ];
        return valued.SelectMany(option =>
            option.Values.OfType<string>().Select(value => $"{option.Name}={Short(value)}")
        );
    }

    private static string Short(string value)
    {
        var text =
            value.Length <= LongestValue
                ? value
                : $"{value[..LongestValue]}… (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..16]})";
        return text.AsSpan().IndexOfAny(" \t\"") < 0 && text.Length > 0
            ? text
            : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
