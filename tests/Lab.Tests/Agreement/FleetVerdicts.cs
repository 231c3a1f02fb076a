using System.Text.Json;
using Fleet.Checks.Judging;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>What sweeps by Fleet's profiles say of hosts: <c>fleet sweep run</c>, as an operator runs it.</summary>
internal sealed class FleetVerdicts
{
    private static readonly string[] Profiles = ["ssh-baseline", "cis-debian12-ssh", "stig-ssh"];

    private readonly List<SweptControl> _controls = [];
    private readonly ILookup<(string Host, string Profile, string Control), SweptOutcome> _results;

    private FleetVerdicts(IEnumerable<(string Profile, JsonElement Report)> sweeps)
    {
        var results =
            new List<((string Host, string Profile, string Control) Of, SweptOutcome Result)>();
        foreach (var (profile, report) in sweeps)
        {
            _controls.AddRange(
                report
                    .GetProperty("controls")
                    .EnumerateArray()
                    .Select(control => SweptControl.Read(profile, control))
            );
            results.AddRange(
                report
                    .GetProperty("results")
                    .EnumerateArray()
                    .Select(result =>
                        (
                            (
                                result.GetProperty("host").GetString()!,
                                profile,
                                result.GetProperty("control").GetString()!
                            ),
                            SweptOutcome.Read(result)
                        )
                    )
            );
        }

        _results = results.ToLookup(each => each.Of, each => each.Result);
    }

    /// <summary>The controls of all profiles.</summary>
    public IReadOnlyList<SweptControl> Controls => _controls;

    /// <summary>Sweeps every host by each profile, and has each sweep written in every form.</summary>
    public static async Task<FleetVerdicts> SweepAsync(FleetInLab fleet)
    {
        List<(string, JsonElement)> reports = [];
        foreach (var profile in Profiles)
        {
            var ran = await fleet.RunAsync("sweep", "run", "--profile", profile, "--json");
            Assert.True(
                ran.Exit == 1,
                $"a bad host has findings, but the sweep ended with {ran.Exit}: {ran.Stderr}"
            );
            var id = JsonDocument
                .Parse(ran.Stdout)
                .RootElement.GetProperty("sweep")
                .GetProperty("id")
                .GetInt64();
            var shown = await fleet.AskAsync("sweep", "show", $"S-{id}");
            await Exports.CompareAsync(fleet, profile, shown);
            reports.Add((profile, shown));
        }

        return new(reports);
    }

    /// <summary>What a control says of a host, and where the value that decided was read.</summary>
    public (Outcome Outcome, string Source) Of(string host, SweptControl control)
    {
        var results = _results[(host, control.Profile, control.Id)].ToList();
        Assert.NotEmpty(results);
        var outcome =
            results.Exists(each => each.Outcome == Outcome.Fail) ? Outcome.Fail
            : results.Exists(each => each.Outcome == Outcome.Unknown) ? Outcome.Unknown
            : results.Exists(each => each.Outcome == Outcome.Pass) ? Outcome.Pass
            : Outcome.NotApplicable;
        var source = results
            .Where(each => each.Outcome == outcome)
            .SelectMany(each => each.Facts)
            .Select(fact => fact.Source)
            .FirstOrDefault(source => source.Length > 0);
        return (outcome, source ?? "");
    }

    /// <summary>The controls that rest on a keyword of sshd_config(5): of a host where one part fails, only that part's facts are told.</summary>
    public IEnumerable<SweptControl> About(string keyword) =>
        _controls.Where(control =>
            _results
                .Where(each =>
                    each.Key.Profile == control.Profile && each.Key.Control == control.Id
                )
                .SelectMany(each => each)
                .SelectMany(each => each.Facts)
                .Any(fact => fact.Key == $"sshd_config/{keyword}")
        );
}
