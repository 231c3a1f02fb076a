using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>login.defs(5): names and values, the last of a name counting.</summary>
public sealed record LoginDefs(ImmutableDictionary<string, string> Values)
{
    private const uint UsualMinimum = 1000;
    private const uint UsualMaximum = 60000;

    /// <summary>The first number that useradd(8) gives to a person.</summary>
    public uint UidMinimum => Number("UID_MIN", UsualMinimum);

    /// <summary>The last.</summary>
    public uint UidMaximum => Number("UID_MAX", UsualMaximum);

    public static LoginDefs Parse(string text)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var words = line.Trim()
                .Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 2 && words[0][0] != '#')
            {
                values[words[0]] = words[1].Trim().Trim('"');
            }
        }

        return new LoginDefs(values.ToImmutable());
    }

    private uint Number(string name, uint usual) =>
        uint.TryParse(
            Values.GetValueOrDefault(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : usual;
}
