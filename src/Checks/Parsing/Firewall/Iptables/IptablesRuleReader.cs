using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Reads one rule (iptables(8), iptables-extensions(8)).</summary>
internal static class IptablesRuleReader
{
    /// <summary>The rule and its chain; null where the line is no rule.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="isChain">Tells a chain from an extension's target.</param>
    public static (string Chain, FirewallRule Rule)? Read(
        string line,
        int number,
        TableFamily family,
        Predicate<string> isChain
    )
    {
        var options = IptablesOption.Cut(line);
        var append = options.FindIndex(o => o.Name is "-A" or "--append" or "-I" or "--insert");
        if (append < 0 || options[append].Values.IsEmpty)
        {
            return null;
        }

        var jump = options.FindIndex(o => o.Name is "-j" or "--jump" or "-g" or "--goto");
        var matches = jump < 0 ? options[(append + 1)..] : options[(append + 1)..jump];
        var statements = ImmutableArray.CreateBuilder<Statement>();
        foreach (var (module, own) in Modules(matches))
        {
            statements.AddRange(IptablesMatches.Read(module, own, family));
        }

        if (jump >= 0)
        {
            statements.AddRange(
                IptablesTargets.Read(options[jump], options[(jump + 1)..], isChain)
            );
        }

        return (
            options[append].First,
            new FirewallRule(line.Trim(), number, null, statements.ToImmutable())
        );
    }

    // Options belong to the module that was named last; those in front belong to the rule itself.
    private static IEnumerable<(string Module, List<IptablesOption> Own)> Modules(
        List<IptablesOption> options
    )
    {
        var own = new List<IptablesOption>();
        var module = "";
        foreach (var option in options)
        {
            if (option.Name is "-m" or "--match")
            {
                yield return (module, own);
                (module, own) = (option.First, []);
            }
            else if (IsBasic(option.Name) && module.Length > 0)
            {
                yield return ("", [option]);
            }
            else
            {
                own.Add(option);
            }
        }

        yield return (module, own);
    }

    private static bool IsBasic(string option) =>
        option
            is "-s"
                or "--source"
                or "--src"
                or "-d"
                or "--destination"
                or "--dst"
                or "-i"
                or "--in-interface"
                or "-o"
                or "--out-interface"
                or "-p"
                or "--protocol"
                or "-f"
                or "--fragment";
}
