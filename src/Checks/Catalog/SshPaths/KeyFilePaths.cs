using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>AuthorizedKeysFile for an account (sshd_config(5)): <c>%h %u %U %%</c> expanded, relative paths below the home, <c>none</c> for no file at all.</summary>
internal static class KeyFilePaths
{
    /// <summary>The built-in value.</summary>
    public const string Default = ".ssh/authorized_keys .ssh/authorized_keys2";

    public static ImmutableArray<string> Of(string value, PasswdEntry account)
    {
        var patterns = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return patterns is [var only] && only.Equals("none", StringComparison.OrdinalIgnoreCase)
            ? []
            : [.. patterns.Select(pattern => Absolute(pattern, account)).Distinct()];
    }

    private static string Absolute(string pattern, PasswdEntry account)
    {
        var path = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var token = pattern[at] == '%' && at + 1 < pattern.Length ? pattern[++at] : '\0';
            _ = token switch
            {
                'h' => path.Append(account.Home),
                'u' => path.Append(account.Name),
                'U' => path.Append(account.Uid.ToString(CultureInfo.InvariantCulture)),
                '%' => path.Append('%'),
                '\0' => path.Append(pattern[at]),
                _ => path.Append('%').Append(token),
            };
        }

        var expanded = path.ToString();
        return expanded.StartsWith('/') ? expanded : $"{account.Home.TrimEnd('/')}/{expanded}";
    }
}
