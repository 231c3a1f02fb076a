using System.Text;

namespace Fleet.Checks.Parsing.Audit;

/// <summary>The <c>key=value</c> fields of a record of the kernel's audit (audit.rules(7), "audit record format"): bare, quoted, or, where a value holds a space, quote or control character, in hexadecimal.</summary>
internal static class AuditFields
{
    /// <summary>Fields whose value is text of users: those are written in hexadecimal where need be.</summary>
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "comm",
        "exe",
        "name",
        "path",
        "profile",
    };

    /// <summary>The fields of a record; the first of a name counts. What auditd adds in plain words stands behind a group separator, in fields of capitals.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<char> text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            var equals = text.IndexOf('=');
            if (equals < 0)
            {
                break;
            }

            var name = text[..equals];
            name = name[(name.LastIndexOfAny(' ', '\x1d') + 1)..];
            text = text[(equals + 1)..];
            var value = Value(ref text, out var isQuoted);
            var key = name.ToString();
            fields.TryAdd(key, !isQuoted && Texts.Contains(key) ? Decoded(value) : value);
        }

        return fields;
    }

    private static string Value(ref ReadOnlySpan<char> text, out bool isQuoted)
    {
        isQuoted = text is ['"', ..];
        text = isQuoted ? text[1..] : text;
        var end = isQuoted ? text.IndexOf('"') : text.IndexOfAny(' ', '\x1d');
        var value = (end < 0 ? text : text[..end]).ToString();
        text = end < 0 ? [] : text[(end + 1)..];
        return value;
    }

    private static string Decoded(string value) =>
        value.Length > 0 && value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit)
            ? Encoding.UTF8.GetString(Convert.FromHexString(value))
            : value;
}
