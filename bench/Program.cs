using Fleet.Bench;
using Fleet.Bench.Checks;
using Fleet.Bench.Parse;
using Fleet.Bench.Regression;
using Fleet.Bench.Report;
using Fleet.Bench.Simulated;

Dictionary<string, Func<string[], IAsyncEnumerable<Figure>>> benches = new(StringComparer.Ordinal)
{
    ["checks"] = ChecksBench.Run,
    ["checks-here"] = ChecksHere.Run,
    ["parse"] = options => ParseBench.Run(options).ToAsyncEnumerable(),
    ["regression"] = RegressionBench.Run,
    ["rejudge"] = RejudgeBench.Run,
    ["sweep"] = SweepBench.Run,
    ["report"] = ReportBench.Run,
};

if (args is ["--list"])
{
    Console.Out.WriteLine(string.Join('\n', benches.Keys.Order(StringComparer.Ordinal)));
    return 0;
}

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    var asked = args.Length == 0 ? "no bench is named" : $"there is no bench {args[0]}";
    Console.Error.WriteLine(
        $"bench/run: {asked}. Expected one of: {string.Join(", ", benches.Keys.Order(StringComparer.Ordinal))}"
    );
    return 2;
}

try
{
    var figures = bench([.. args.Skip(1).Where(argument => argument != "--json")]);
    await FigureTable.WriteAsync(figures, json: args.Contains("--json"), Console.Out);
    return 0;
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine($"bench/run {args[0]}: {wrong.Message}");
    return 2;
}
