using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>One option of a rule with its values.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="IsNegated">True behind a <c>!</c>.</param>
/// <param name="Values">What follows it.</param>
internal sealed record IptablesOption(string Name, bool IsNegated, ImmutableArray<string> Values)
{
    public string First => Values.IsEmpty ? "" : Values[0];

    public override string ToString() =>
        $"{(IsNegated ? "! " : "")}{Name}{string.Concat(Values.Select(value => " " + value))}";

    /// <summary>Cuts a rule's line into options.</summary>
    public static List<IptablesOption> Cut(string line)
    {
        var options = new List<IptablesOption>();
        var negate = false;
        foreach (var (word, isQuoted) in Words(line))
        {
            if (word == "!" && !isQuoted)
            {
                negate = true;
            }
            else if (!isQuoted && word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]))
            {
                options.Add(new IptablesOption(word, negate, []));
                negate = false;
            }
            else if (options.Count > 0)
            {
                // Old versions wrote the ! behind the option.
                options[^1] = options[^1] with
                {
                    IsNegated = options[^1].IsNegated || negate,
                    Values = options[^1].Values.Add(word),
                };
                negate = false;
            }
        }

        return options;
    }

    private static IEnumerable<(string Word, bool IsQuoted)> Words(string line)
    {
        var word = new StringBuilder();
        var (inside, quoted) = (false, false);
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : ' ';
            if (inside && c == '\\' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
            }
            else if (c == '"' && i < line.Length)
            {
                (inside, quoted) = (!inside, true);
            }
            else if (inside && i < line.Length || !char.IsWhiteSpace(c))
            {
                word.Append(c);
            }
            else if (word.Length > 0 || quoted)
            {
                yield return (word.ToString(), quoted);
                word.Clear();
                (inside, quoted) = (false, false);
            }
        }
    }
}
