using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Forwardings and jumps (<c>readconf.c: parse_forward, parse_jump</c>), in the form that <c>ssh -G</c> prints.</summary>
internal static class ClientForward
{
    private sealed record Field(string Text, bool IsPath);

    /// <summary>LocalForward, RemoteForward, DynamicForward.</summary>
    public static (ImmutableArray<string>, string?) Read(
        string keyword,
        ImmutableArray<string> words
    )
    {
        var dynamic = keyword == "DynamicForward" || (keyword == "RemoteForward" && words is [_]);
        if (!dynamic && words is [_])
        {
            return ClientValue.Bad("Missing target argument.");
        }

        if (words.Length > 1 && keyword == "DynamicForward")
        {
            return ClientValue.Bad("keyword dynamicforward extra arguments at end of line");
        }

        // Environment variables in it are not known here: what they name is taken for paths and ports as it stands.
        var fields = Fields(dynamic ? words[0] : $"{words[0]}:{words[1]}");
        var printed =
            fields is null ? null
            : dynamic ? Listening(fields, dynamic: true, keyword == "RemoteForward")
            : Both(fields, keyword == "RemoteForward");
        return printed is null
            ? ClientValue.Bad("Bad forwarding specification.")
            : ClientValue.One(printed);
    }

    /// <summary><c>[user@]host[:port]</c>, several joined by commas, or none.</summary>
    public static (ImmutableArray<string>, string?) Jump(string raw)
    {
        var comment = raw.IndexOf('#');
        var text = (comment < 0 ? raw : raw[..comment]).TrimEnd();
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return ClientValue.One("none");
        }

        var hops = text.Split(',').Select(Hop).ToList();
        return hops.Contains(null)
            ? ClientValue.Bad($"Invalid ProxyJump \"{raw}\"")
            : ClientValue.One(string.Join(',', text.Split(',').SkipLast(1).Append(hops[^1])));
    }

    private static string? Hop(string hop)
    {
        var uri = hop.StartsWith("ssh://", StringComparison.Ordinal);
        var text = uri ? hop["ssh://".Length..].TrimEnd('/') : hop;
        var at = text.LastIndexOf('@');
        var user = at < 0 ? "" : text[..(at + 1)];
        var host = text[(at + 1)..];
        var port = "";
        var colon =
            host.StartsWith('[') ? host.IndexOf(']') + 1
            : host.IndexOf(':') is >= 0 and var found ? found
            : host.Length;
        if (colon == 0 || user == "@")
        {
            return null;
        }

        port = host[colon..];
        host = host[..colon].TrimStart('[').TrimEnd(']');
        var number = 0;
        if (
            host.Length == 0
            || (
                port.Length > 0
                && (port[0] != ':' || !SshdNumbers.TryPort(port[1..], out number) || number == 0)
            )
        )
        {
            return null;
        }

        var numeric = host.Contains(':') || host.All(c => char.IsAsciiDigit(c) || c == '.');
        return user
            + (numeric ? $"[{host}]" : host)
            + (number > 0 ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "");
    }

    private static string? Both(List<Field> fields, bool remote)
    {
        var (listening, target) = fields switch
        {
            [var a, var b] when a.IsPath || b.IsPath => (fields[..1], fields[1..]),
            [{ IsPath: true }, _, _] => (fields[..1], fields[1..]),
            [_, _, { IsPath: true }] => (fields[..2], fields[2..]),
            [_, _, _] => (fields[..1], fields[1..]),
            [_, _, _, _] => (fields[..2], fields[2..]),
            _ => ([], []),
        };
        var from = Listening(listening, dynamic: false, remote);
        var to = target switch
        {
            [{ IsPath: true } path] => path.Text,
            [var host, var port]
                when SshdNumbers.TryPort(port.Text, out var number) && number > 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"[{host.Text}]:{number}"
            ),
            _ => null,
        };
        return from is null || to is null ? null : $"{from} {to}";
    }

    private static string? Listening(List<Field> fields, bool dynamic, bool remote)
    {
        bool IsPort(Field field, out int port) =>
            SshdNumbers.TryPort(field.Text, out port) && (port > 0 || remote);
        var port = 0;
        var printed = fields switch
        {
            [{ IsPath: true } path] => path.Text,
            [var only] when IsPort(only, out port) => port.ToString(CultureInfo.InvariantCulture),
            [var host, var number] when IsPort(number, out port) => string.Create(
                CultureInfo.InvariantCulture,
                $"[{host.Text}]:{port}"
            ),
            _ => null,
        };
        return printed is not null && dynamic && remote ? $"{printed} [socks]:0" : printed;
    }

    /// <summary>At most four fields, split at colons outside brackets; null where that fails.</summary>
    private static List<Field>? Fields(string text)
    {
        var fields = new List<Field>();
        var rest = text.AsSpan().TrimStart();
        while (!rest.IsEmpty)
        {
            var field = new StringBuilder();
            var end = 0;
            if (rest[0] == '[')
            {
                end = rest.IndexOf(']');
                if (end < 0 || (end + 1 < rest.Length && rest[end + 1] != ':'))
                {
                    return null;
                }

                field.Append(rest[1..end++]);
            }
            else
            {
                for (; end < rest.Length && rest[end] != ':'; end++)
                {
                    end += rest[end] == '\\' && end + 1 < rest.Length ? 1 : 0;
                    field.Append(rest[end]);
                }
            }

            fields.Add(new Field(field.ToString(), field.ToString().Contains('/')));
            rest = end < rest.Length ? rest[(end + 1)..] : [];
        }

        return fields.Count is 0 or > 4 ? null : fields;
    }
}
