using System.Diagnostics;
using System.Globalization;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Bench.Checks;

/// <summary>All checks together on the machine that this runs on, warm, and each of them alone; the floor is one <c>sshd -T</c>, the one program that no check can do without.</summary>
internal static class ChecksHere
{
    private const int DefaultRounds = 20;
    private const int Warm = 40;

    /// <summary>As many as an agent runs at a time.</summary>
    private const int AtOnce = 4;

    /// <summary>Longer than anything a host remembers of an answer: each round starts as a schedule's does.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <exception cref="ArgumentException">The option is not <c>--rounds N</c>.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        var rounds = options switch
        {
            [] => DefaultRounds,
            ["--rounds", var number]
                when int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
            _ => throw new ArgumentException("expected --rounds N, or nothing", nameof(options)),
        };
        var examined = new Examined(CheckCatalog.BuiltIn, new LinuxHost(TimeProvider.System));
        var all = CheckCatalog.BuiltIn.Checks;
        for (var round = 0; round < Warm; round++)
        {
            await examined.RunAsync(all, AtOnce);
        }

        var sshd = await MedianAsync(rounds, () => StartAsync("/usr/sbin/sshd", "-T"));
        var nothing = await MedianAsync(rounds, () => StartAsync("/bin/true"));
        var together = await MedianAsync(rounds, () => examined.RunAsync(all, AtOnce));
        yield return Of("all checks, CPU with children", together.Cpu, sshd.Cpu);
        yield return Of("all checks, CPU of the children", together.Children, sshd.Cpu);
        yield return Of("all checks, wall", together.Wall, sshd.Wall);
        yield return Of("/bin/true, CPU", nothing.Cpu, null);
        foreach (var check in all)
        {
            var alone = await MedianAsync(
                Math.Max(3, rounds / 4),
                () => examined.RunAsync([check], 1)
            );
            yield return Of($"{check.Declaration.Id}, CPU with children", alone.Cpu, sshd.Cpu);
            yield return Of($"{check.Declaration.Id}, wall", alone.Wall, sshd.Wall);
        }
    }

    private static Figure Of(string name, double milliseconds, double? floor) =>
        new("checks", name, milliseconds, "ms", floor);

    private static async Task<Cost> MedianAsync(int rounds, Func<Task> act)
    {
        var costs = new List<Cost>();
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(Pause);
            var before = CpuTime.Now();
            var began = Stopwatch.GetTimestamp();
            await act();
            var wall = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var spent = CpuTime.Now() - before;
            costs.Add(new(spent.Own + spent.Children, spent.Children, wall));
        }

        double Median(Func<Cost, double> of) => costs.Select(of).Order().ElementAt(rounds / 2);
        return new(Median(cost => cost.Cpu), Median(cost => cost.Children), Median(c => c.Wall));
    }

    private static async Task StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }

    private sealed record Cost(double Cpu, double Children, double Wall);

    /// <summary>Checks that go on where their last run ended, as an agent's do.</summary>
    private sealed class Examined(CheckCatalog catalog, IHost host)
    {
        private readonly Dictionary<string, string> _cursors = catalog.Checks.ToDictionary(
            check => check.Declaration.Id,
            _ => ""
        );

        public async Task RunAsync(IReadOnlyList<Check> checks, int atOnce)
        {
            var runner = new CheckRunner(new SharedAnswers(host));
            var seen = new Observation[checks.Count];
            await Parallel.ForAsync(
                0,
                checks.Count,
                new ParallelOptions { MaxDegreeOfParallelism = atOnce },
                async (at, cancel) =>
                    seen[at] = await runner.RunAsync(
                        checks[at],
                        _cursors[checks[at].Declaration.Id],
                        cancel
                    )
            );
            foreach (var one in seen)
            {
                _cursors[one.Check] = one.Cursor;
            }
        }
    }
}
