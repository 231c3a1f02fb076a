using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A rule as <c>iptables -L</c> prints it: what its options mean in full only <c>iptables-save</c> tells.</summary>
/// <param name="Target">A verdict or a chain; empty: the rule only counts.</param>
/// <param name="In">The device that packets come in by; empty where it is not printed (<c>-v</c>).</param>
/// <param name="Out">The device that they leave by.</param>
/// <param name="Options">What stands behind the addresses: <c>tcp dpt:22 ctstate NEW</c>.</param>
public sealed record PastedRule(
    string Target,
    string Protocol,
    string In,
    string Out,
    string Source,
    string Destination,
    string Options
);

/// <summary>A chain.</summary>
/// <param name="Policy">ACCEPT or DROP; empty for a chain that others jump to.</param>
public sealed record PastedChain(string Name, string Policy, ImmutableArray<PastedRule> Rules);

/// <summary>What <c>iptables -L</c> and <c>ip6tables -L</c> print (iptables(8)), with any of <c>-n -v --line-numbers</c>.</summary>
public sealed record ChainListing(ImmutableArray<PastedChain> Chains) : PastedOutput
{
    private const string Chain = "Chain ";

    /// <summary>Null where there is no chain.</summary>
    public static ChainListing? Read(string text)
    {
        var chains = ImmutableArray.CreateBuilder<PastedChain>();
        string[] columns = [];
        foreach (var line in PastedLines.Of(text))
        {
            if (line.StartsWith(Chain, StringComparison.Ordinal) && line.Contains('('))
            {
                chains.Add(new PastedChain(PastedLines.Words(line)[1], Policy(line), []));
                columns = [];
            }
            else if (chains.Count > 0 && columns.Length == 0)
            {
                columns = PastedLines.Words(line);
            }
            else if (chains.Count > 0 && Rule(line, columns) is { } rule)
            {
                chains[^1] = chains[^1] with { Rules = chains[^1].Rules.Add(rule) };
            }
        }

        return chains.Count == 0 ? null : new ChainListing(chains.ToImmutable());
    }

    private static string Policy(string line)
    {
        var words = PastedLines.Words(line);
        var at = Array.IndexOf(words, "(policy");
        return at < 0 || at + 1 >= words.Length ? "" : words[at + 1].TrimEnd(')');
    }

    // A rule without target leaves its column blank: the word "opt" (-- or -f) tells where the others stand.
    private static PastedRule? Rule(string line, string[] columns)
    {
        var words = PastedLines.Words(line);
        var option = Array.FindIndex(words, word => word is "--" or "-f" or "!f");
        var leading = Array.IndexOf(columns, "target");
        if (leading < 0 || words.Length < leading + 3)
        {
            return null;
        }

        var hasTarget = option < 0 || option > leading + 1;
        var protocol = leading + (hasTarget ? 1 : 0);
        var next = option < 0 ? protocol + 1 : option + 1;
        var devices = columns.Contains("in") ? 2 : 0;
        return PastedLines.Cut(line, next + devices + 2) is not { } cut
            ? null
            : new PastedRule(
                hasTarget ? words[leading] : "",
                words[protocol],
                devices == 0 ? "" : words[next],
                devices == 0 ? "" : words[next + 1],
                words[next + devices],
                words[next + devices + 1],
                cut.Tail
            );
    }
}
