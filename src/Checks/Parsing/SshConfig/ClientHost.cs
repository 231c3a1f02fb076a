using System.Net;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>The host that ssh connects to, from what was typed and Hostname (<c>ssh.c: main</c>).</summary>
internal static class ClientHost
{
    /// <summary>Hostname's own tokens: <c>%h</c> and <c>%%</c>.</summary>
    public static string Expand(string hostname, string host) =>
        string.Join(
            '%',
            hostname.Split("%%").Select(part => part.Replace("%h", host, StringComparison.Ordinal))
        );

    /// <summary>The name after the first reading: Hostname's value, in lower case unless it is an address; null where it cannot be told.</summary>
    public static string? Of(ClientState state, string typed)
    {
        if (state.Doubt("Hostname") is not null)
        {
            return null;
        }

        var name = state["Hostname"] is [var set] ? Expand(set.Text, typed) : typed;
        return IPAddress.TryParse(name, out _) ? name : name.ToLowerInvariant();
    }

    /// <summary>True where ssh asks DNS for another name: only then the second reading may speak of a host that we do not know.</summary>
    public static bool MayChange(ClientState state, string host)
    {
        string Of(string place, string other) => state[place] is [var set] ? set.Text : other;
        var canonicalize = Of("CanonicalizeHostname", "no");
        var isDirect = Of("ProxyJump", "none") == "none" && Of("ProxyCommand", "none") == "none";
        if (
            canonicalize == "no"
            || (!isDirect && canonicalize != "always")
            || IPAddress.TryParse(host, out _)
        )
        {
            return canonicalize != "no"
                && !IPAddress.TryParse(host, out _)
                && HasNames(state, "CanonicalizePermittedCNAMEs");
        }

        var dots = host.Count(c => c == '.');
        var most = int.Parse(
            Of("CanonicalizeMaxDots", "1"),
            System.Globalization.CultureInfo.InvariantCulture
        );
        return host.EndsWith('.')
            || (dots <= most && HasNames(state, "CanonicalDomains"))
            || HasNames(state, "CanonicalizePermittedCNAMEs");
    }

    private static bool HasNames(ClientState state, string place) =>
        state[place] is { IsEmpty: false } names && names[0].Text != "none";
}
