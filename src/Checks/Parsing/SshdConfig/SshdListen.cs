using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>ListenAddress lines and the sockets they stand for (sshd_config(5); <c>servconf.c</c>, <c>sListenAddress</c>).</summary>
internal static class SshdListen
{
    /// <summary>What sshd says against the words; null where it takes them.</summary>
    public static string? Error(ImmutableArray<string> words)
    {
        if (words.Length == 2 || (words.Length == 3 && words[1] != "rdomain"))
        {
            return "bad ListenAddress syntax";
        }

        var (host, port) = Split(words[0]);
        return host is null ? "bad address:port usage"
            : port is not null && (!SshdNumbers.TryPort(port, out var number) || number <= 0)
                ? "bad port number"
            : null;
    }

    /// <summary>The sockets of all ListenAddress lines, or of none, sorted; empty where a name would have to be resolved.</summary>
    /// <param name="lines">Words of each line, joined by a blank.</param>
    /// <param name="ports">The ports for lines without one.</param>
    /// <param name="family"><c>any</c>, <c>inet</c> or <c>inet6</c>.</param>
    public static ImmutableArray<string> Sockets(
        ImmutableArray<string> lines,
        ImmutableArray<string> ports,
        string family
    )
    {
        var sockets = new List<string>();
        if (lines.IsEmpty)
        {
            foreach (var port in ports)
            {
                sockets.AddRange(family == "inet" ? [] : [$"[::]:{port}"]);
                sockets.AddRange(family == "inet6" ? [] : [$"0.0.0.0:{port}"]);
            }
        }

        foreach (var line in lines)
        {
            var words = line.Split(' ');
            var (host, own) = Split(words[0]);
            if (host is null || !IPAddress.TryParse(host, out var address))
            {
                return [];
            }

            var name =
                address.AddressFamily == AddressFamily.InterNetworkV6
                    ? $"[{address}]"
                    : address.ToString();
            var domain = words.Length > 1 ? " rdomain " + words[^1] : "";
            var number =
                own is not null && SshdNumbers.TryPort(own, out var parsed)
                    ? parsed.ToString(CultureInfo.InvariantCulture)
                    : null;
            sockets.AddRange(
                (number is null ? ports : [number]).Select(port => $"{name}:{port}{domain}")
            );
        }

        return Sorted(sockets);
    }

    /// <summary>The order says nothing and depends on the resolver: sorted by text.</summary>
    public static ImmutableArray<string> Sorted(IEnumerable<string> sockets) =>
        [.. sockets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static (string? Host, string? Port) Split(string word)
    {
        if (word.StartsWith('['))
        {
            var close = word.IndexOf(']');
            return close < 0 ? (null, null)
                : close == word.Length - 1 ? (word[1..close], null)
                : word[close + 1] is ':' or '/' ? (word[1..close], word[(close + 2)..])
                : (null, null);
        }

        var colon = word.IndexOfAny([':', '/']);
        return colon < 0 || (word[colon] == ':' && word.IndexOf(':', colon + 1) >= 0)
            ? (word, null)
            : (word[..colon], word[(colon + 1)..]);
    }
}
