using System.Text;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>dpkg's record of what is installed, <c>/var/lib/dpkg/status</c> (deb822(5), dpkg(1)).</summary>
public static class DpkgStatus
{
    /// <summary>The version of a package that is unpacked and configured; null where it is not installed (a removed one leaves its configuration).</summary>
    public static string? VersionOf(ReadOnlySpan<byte> status, string package)
    {
        var name = Encoding.ASCII.GetBytes($"Package: {package}\n");
        for (var rest = status; ; )
        {
            var at = rest.IndexOf(name);
            if (at < 0)
            {
                return null;
            }

            var isField = at == 0 ? rest.Length == status.Length : rest[at - 1] == '\n';
            rest = rest[(at + name.Length)..];
            if (isField)
            {
                var end = rest.IndexOf("\n\n"u8);
                var stanza = end < 0 ? rest : rest[..end];
                if (Field(stanza, "Status: "u8).EndsWith(" installed", StringComparison.Ordinal))
                {
                    return Field(stanza, "Version: "u8) is { Length: > 0 } version ? version : null;
                }
            }
        }
    }

    private static string Field(ReadOnlySpan<byte> stanza, ReadOnlySpan<byte> name)
    {
        foreach (var range in stanza.Split((byte)'\n'))
        {
            var line = stanza[range];
            if (line.StartsWith(name))
            {
                return Encoding.UTF8.GetString(line[name.Length..]).Trim();
            }
        }

        return "";
    }
}
