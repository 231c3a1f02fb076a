namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Reads modules whose answer depends on earlier packets.</summary>
internal static class IptablesLimits
{
    public static IEnumerable<Statement> Read(string module, List<IptablesOption> options)
    {
        var text = $"-m {module} {string.Join(' ', options)}".TrimEnd();
        var asks = options.Find(o =>
            o.Name
                is "--hashlimit-above"
                    or "--connlimit-above"
                    or "--connlimit-upto"
                    or "--update"
                    or "--rcheck"
                    or "--remove"
                    or "--set"
        );
        return asks?.Name switch
        {
            // "recent --set" holds always.
            "--set" => [],
            "--hashlimit-above" or "--connlimit-above" or "--update" or "--rcheck" or "--remove" =>
            [
                new StatefulStatement(text, asks.IsNegated),
            ],
            _ => [new StatefulStatement(text, asks is not { IsNegated: true })],
        };
    }
}
