using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>OpenSSH's patterns (ssh_config(5) PATTERNS; <c>match.c</c>, <c>addrmatch.c</c>).</summary>
public static class SshdPatterns
{
    /// <summary>An answer of a list with negations.</summary>
    public enum ListMatch
    {
        /// <summary>An entry that is not negated matches.</summary>
        Match = 1,

        /// <summary>Nothing matches.</summary>
        None = 0,

        /// <summary>A negated entry matches: the whole list fails.</summary>
        Negated = -1,

        /// <summary>The list is malformed (host bits set, empty entry): sshd rejects it.</summary>
        Invalid = -2,
    }

    /// <summary>One pattern with <c>*</c> and <c>?</c>, case-sensitive, without negation. Linear in practice: hostile patterns cannot make it explode.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int at = 0,
            p = 0,
            star = -1,
            resume = 0;
        while (at < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, at);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[at]))
            {
                (at, p) = (at + 1, p + 1);
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>A comma list of patterns with <c>!</c> negation. <paramref name="lower"/> lowers the patterns, as for host names.</summary>
    public static ListMatch List(string text, string patterns, bool lower = false)
    {
        var matched = ListMatch.None;
        foreach (var entry in patterns.Split(','))
        {
            var negated = entry.StartsWith('!');
            var pattern = negated ? entry[1..] : entry;
            if (IsMatch(text, lower ? pattern.ToLowerInvariant() : pattern) && patterns.Length > 0)
            {
                if (negated)
                {
                    return ListMatch.Negated;
                }

                matched = ListMatch.Match;
            }
        }

        return matched;
    }

    /// <summary>A comma list of names without those that a list of patterns names (<c>match.c: match_filter_denylist</c>): what <c>Ciphers -PATTERNS</c> leaves.</summary>
    public static string Without(string names, string patterns) =>
        string.Join(',', names.Split(',').Where(name => List(name, patterns) != ListMatch.Match));

    /// <summary>A comma list of addresses, CIDR networks and wildcards with negation.</summary>
    /// <param name="address">The address; null: only tell whether the list is well formed.</param>
    /// <param name="list">The list.</param>
    public static ListMatch Addresses(string? address, string list)
    {
        IPAddress? tried = null;
        if (address is not null && !TryAddress(address, out tried))
        {
            return ListMatch.None;
        }

        var matched = ListMatch.None;
        foreach (var entry in list.Split(','))
        {
            var negated = entry.StartsWith('!');
            var pattern = negated ? entry[1..] : entry;
            if (pattern.Length == 0)
            {
                return ListMatch.Invalid;
            }

            var hit = Network(tried, pattern) switch
            {
                ListMatch.Invalid => (bool?)null,
                ListMatch.Match => true,
                ListMatch.None => false,
                _ => address is not null && IsMatch(address, pattern),
            };
            if (hit is null)
            {
                return ListMatch.Invalid;
            }

            if (hit.Value && negated)
            {
                return ListMatch.Negated;
            }

            matched = hit.Value ? ListMatch.Match : matched;
        }

        return matched;
    }

    /// <summary>An AllowUsers or DenyUsers entry: <c>USER</c> or <c>USER@HOST</c>, split at the last <c>@</c>. USER is one pattern in which <c>!</c> is literal.</summary>
    /// <param name="user">The account.</param>
    /// <param name="host">The client's name, or its address where sshd does not look names up.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="entry">The entry.</param>
    public static bool User(string user, string host, string address, string entry)
    {
        var at = entry.LastIndexOf('@');
        if (at < 0)
        {
            return IsMatch(user, entry);
        }

        if (!IsMatch(user, entry.AsSpan(0, at)))
        {
            return false;
        }

        return HostOrAddress(host, address, entry[(at + 1)..]);
    }

    /// <summary>A list of hosts as AllowUsers and a key's <c>from=</c> have it: an address or a name in it matches, and neither is negated (<c>match_host_and_ip</c>).</summary>
    /// <param name="host">The client's name, or its address where sshd does not look names up.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="list">The list; a malformed one matches nobody.</param>
    public static bool HostOrAddress(string host, string address, string list)
    {
        var byAddress = Addresses(address, list);
        if (byAddress is ListMatch.Negated or ListMatch.Invalid)
        {
            return false;
        }

        var byName = List(host, list, lower: true);
        return byName != ListMatch.Negated
            && (byName == ListMatch.Match || byAddress == ListMatch.Match);
    }

    // Negated stands for "no network: try it as a wildcard".
    private static ListMatch Network(IPAddress? address, string text)
    {
        var slash = text.IndexOf('/');
        var bits = -1;
        if (
            (slash >= 0 && !TryBits(text.AsSpan(slash + 1), out bits))
            || !TryAddress(slash < 0 ? text : text[..slash], out var network)
        )
        {
            return ListMatch.Negated;
        }

        var bytes = network!.GetAddressBytes();
        bits = slash < 0 ? bytes.Length * 8 : bits;
        if (bits > bytes.Length * 8 || !IsZeroFrom(bytes, bits))
        {
            return ListMatch.Invalid;
        }

        return
            address is not null
            && address.AddressFamily == network.AddressFamily
            && SharesPrefix(address.GetAddressBytes(), bytes, bits)
            ? ListMatch.Match
            : ListMatch.None;
    }

    private static bool TryBits(ReadOnlySpan<char> text, out int bits)
    {
        bits = -1;
        return text.IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out bits)
            && bits <= 128;
    }

    private static bool TryAddress(string text, out IPAddress? address)
    {
        address = null;
        return !text.Contains('[')
            && IPAddress.TryParse(text, out address)
            && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6;
    }

    private static bool IsZeroFrom(byte[] bytes, int bit)
    {
        for (; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SharesPrefix(byte[] one, byte[] other, int bits)
    {
        for (var bit = 0; bit < bits; bit++)
        {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
