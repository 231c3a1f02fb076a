using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>One rule of access.conf(5).</summary>
/// <param name="Line">From 1.</param>
/// <param name="Grants">True for <c>+</c>.</param>
/// <param name="Users">Tokens of the second field, EXCEPT among them.</param>
/// <param name="Origins">Tokens of the third.</param>
public sealed record AccessRule(
    int Line,
    bool Grants,
    ImmutableArray<string> Users,
    ImmutableArray<string> Origins
);

/// <summary>access.conf as pam_access reads it (<c>pam_access.c</c>): what it cannot read it passes over.</summary>
public sealed record AccessConf(ImmutableArray<AccessRule> Rules)
{
    /// <param name="text">The file.</param>
    /// <param name="fieldSeparators">pam_access' <c>fieldsep=</c>.</param>
    /// <param name="listSeparators">pam_access' <c>listsep=</c>.</param>
    public static AccessConf Parse(
        string text,
        string fieldSeparators = ":",
        string listSeparators = ", \t"
    )
    {
        var rules = ImmutableArray.CreateBuilder<AccessRule>();
        var number = 0;
        var fields = fieldSeparators.ToCharArray();
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            // The third field is the rest: addresses have colons too.
            var parts = line.Split(fields, 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 3 && parts[0][0] is '+' or '-')
            {
                rules.Add(
                    new AccessRule(
                        number,
                        parts[0][0] == '+',
                        Tokens(parts[1], listSeparators),
                        Tokens(parts[2], listSeparators)
                    )
                );
            }
        }

        return new AccessConf(rules.ToImmutable());
    }

    private static ImmutableArray<string> Tokens(string list, string separators) =>
        [.. list.Split(separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries)];
}
