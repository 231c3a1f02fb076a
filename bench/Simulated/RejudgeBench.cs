using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.History;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Microsoft.Data.Sqlite;

namespace Fleet.Bench.Simulated;

/// <summary>How long a change of the policy takes to reach every host's findings, from what is stored: no agent is asked. The hosts are simulated, what is stored of them came over their streams.</summary>
internal static class RejudgeBench
{
    private const int DefaultHosts = 2000;

    /// <summary>Two rules change: one is no longer judged, of the other every host's severity is another.</summary>
    private static readonly Policy Changed = new(
        ImmutableDictionary<string, RulePolicy>
            .Empty.Add("ssh.config/root_login", Says(off: true, null))
            .Add("ssh.crypto/cipher", Says(off: false, Severity.Low))
    );

    /// <exception cref="ArgumentException">The option is not <c>--hosts N</c>.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        await using var fleet = await BigFleet.StartAsync(Hosts(options));
        yield return Of("simulated hosts", Hosts(options), "hosts", null);
        yield return Of("all joined and connected", fleet.Joined.TotalSeconds, "s", null);
        yield return Of("all they saw is stored", fleet.Stored.TotalSeconds, "s", null);
        yield return Of("agents, memory at most", fleet.Agents.PeakMebibytes, "MiB", null);
        yield return Of("controller, memory at most", fleet.Controller.PeakMebibytes, "MiB", null);
        await fleet.StopAsync();
        var database = Path.Combine(fleet.Data, "fleet.db");
        var floor = ReadFacts(database);
        yield return Of("floor: every fact read once", floor, "s", null);
        await foreach (var figure in JudgeAsync(database, floor))
        {
            yield return figure;
        }
    }

    /// <summary>The number of hosts that the options ask for.</summary>
    public static int Hosts(string[] options) =>
        options switch
        {
            [] => DefaultHosts,
            ["--hosts", var number]
                when int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
            _ => throw new ArgumentException("expected --hosts N, or nothing", nameof(options)),
        };

    private static async IAsyncEnumerable<Figure> JudgeAsync(string path, double floor)
    {
        await using var database = await HistoryDatabase.OpenAsync(
            path,
            TimeProvider.System,
            CancellationToken.None
        );
        var policy = Policy.BuiltIn;
        var store = new HostStore(database);
        var hosts = await AllAsync(database);
        var actors = Actors();
        foreach (var figure in await TimeAsync("first judging, nothing changed"))
        {
            yield return figure;
        }

        policy = Changed;
        actors = Actors();
        foreach (var figure in await TimeAsync("policy changed, nothing in memory"))
        {
            yield return figure;
        }

        policy = Policy.BuiltIn;
        foreach (var figure in await TimeAsync("policy changed, all in memory"))
        {
            yield return figure;
        }

        foreach (var figure in await TimeAsync("nothing changed, all in memory"))
        {
            yield return figure;
        }

        HostActors Actors() =>
            new(store, _ => new JudgingRules(CheckCatalog.BuiltIn, policy), TimeProvider.System);

        async Task<Figure[]> TimeAsync(string what)
        {
            using var process = Process.GetCurrentProcess();
            var (began, busy) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            await actors.JudgeAgainAsync(hosts, CancellationToken.None);
            process.Refresh();
            return
            [
                Of(what, Stopwatch.GetElapsedTime(began).TotalSeconds, "s", floor),
                Of("  processor", (process.TotalProcessorTime - busy).TotalSeconds, "s", null),
            ];
        }
    }

    private static Task<List<int>> AllAsync(HistoryDatabase database) =>
        database.Reader.ReadAsync(
            (db, _) => Task.FromResult(db.Hosts.Select(host => host.Id).ToList()),
            CancellationToken.None
        );

    private static double ReadFacts(string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT host_id, \"check\", key, value, source, is_stale FROM fact";
        using var reader = command.ExecuteReader();
        var letters = 0L;
        while (reader.Read())
        {
            letters += reader.GetInt32(0) + reader.GetString(1).Length;
            letters += reader.GetString(2).Length + reader.GetString(3).Length;
            letters += reader.IsDBNull(4) ? 0 : reader.GetString(4).Length;
        }

        return letters > 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : 0;
    }

    private static RulePolicy Says(bool off, Severity? severity) =>
        new(off, severity, ImmutableDictionary<string, string>.Empty);

    private static Figure Of(string name, double value, string unit, double? floor) =>
        new("rejudge", name, value, unit, floor);
}
