using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Checks.Judging;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>Sweeps by Fleet's profiles beside OpenSCAP and Lynis, on the same real hosts: where requirements coincide the verdicts are the same, or somebody has said why not.</summary>
public sealed class AgreementTests : LabTest
{
    [Fact]
    public async Task Verdicts_agree_or_the_difference_is_explained()
    {
        foreach (var program in (string[])["oscap", "lynis"])
        {
            Assert.SkipWhen(Lab.WhyNoProgram(program) is not null, Lab.WhyNoProgram(program) ?? "");
        }

        Assert.SkipWhen(
            OpenScap.Release is null,
            "scap-security-guide is not there: apt-get install -y ssg-debian"
        );
        var started = await Task.WhenAll(ComparedHosts.All.Select(StartAsync));
        await using var fleet = await FleetInLab.StartAsync(Lab);
        foreach (var host in started)
        {
            await fleet.JoinAsync(host);
        }

        var verdicts = await FleetVerdicts.SweepAsync(fleet);
        var compared = await Task.WhenAll(started.Select(host => CompareAsync(host, verdicts)));
        var rows = compared.SelectMany(each => each).ToList();

        Show(rows);
        Keep(rows);

        foreach (var tool in (string[])[Compared.OfOpenScap, Compared.OfLynis])
        {
            Assert.Contains(
                rows,
                row => row.Tool == tool && row.Agree && row.Fleet == Outcome.Pass
            );
            Assert.Contains(
                rows,
                row => row.Tool == tool && row.Agree && row.Fleet == Outcome.Fail
            );
        }

        var unexplained = rows.Where(row => !row.Agree && row.Why is null);
        Assert.True(!unexplained.Any(), $"nobody has said why:\n{string.Join('\n', unexplained)}");
        var idle = Explanation.All.Where(each =>
            !rows.Exists(row => !row.Agree && row.Why == each.Why)
        );
        Assert.True(
            !idle.Any(),
            $"explains nothing:\n{string.Join('\n', idle.Select(each => each.Why))}"
        );
    }

    private Task<LabHost> StartAsync(KeyValuePair<string, Func<HostPlan, HostPlan>> host) =>
        Lab.StartHost(
            host.Key,
            plan => host.Value(plan.User("alice").InGroup("alice", "ssh-users"))
        );

    private static async Task<List<Compared>> CompareAsync(LabHost host, FleetVerdicts fleet)
    {
        var scap = await OpenScap.EvaluateAsync(
            host,
            fleet.Controls.SelectMany(control => control.ContentRules)
        );
        var lynis = await Lynis.AuditAsync(host);
        return [.. WithOpenScap(host.Name, fleet, scap), .. WithLynis(host.Name, fleet, lynis)];
    }

    /// <summary>A control that names several of the content's rules asks for all of them.</summary>
    private static IEnumerable<Compared> WithOpenScap(
        string host,
        FleetVerdicts fleet,
        Dictionary<string, string> scap
    ) =>
        from control in fleet.Controls
        let rules = control
            .ContentRules.Where(rule => scap.GetValueOrDefault(rule) is "pass" or "fail")
            .ToList()
        where rules.Count > 0
        let said = fleet.Of(host, control)
        select new Compared(
            host,
            control.Profile,
            control.Id,
            said.Outcome,
            said.Source,
            Compared.OfOpenScap,
            string.Join(", ", rules),
            rules.TrueForAll(rule => scap[rule] == "pass") ? "pass" : "fail"
        );

    private static IEnumerable<Compared> WithLynis(
        string host,
        FleetVerdicts fleet,
        Dictionary<string, string> lynis
    ) =>
        from verdict in lynis
        let keyword = verdict.Key == Lynis.Access ? "AllowUsers" : verdict.Key
        from control in fleet.About(keyword)
        let said = fleet.Of(host, control)
        select new Compared(
            host,
            control.Profile,
            control.Id,
            said.Outcome,
            said.Source,
            Compared.OfLynis,
            verdict.Key,
            verdict.Value
        );

    private static void Show(List<Compared> rows)
    {
        foreach (var row in rows)
        {
            Console.Out.WriteLine(
                $"| {row.Host} | {row.Profile} {row.Control} | {row.Fleet} | {row.Tool} {row.Rule} | {row.Other} | {(row.Agree ? "agree" : row.Why ?? "?")} |"
            );
        }

        foreach (var tool in rows.GroupBy(row => row.Tool))
        {
            Console.Out.WriteLine(
                $"| {tool.Key}: {tool.Count(row => row.Agree)} of {tool.Count()} verdicts agree, {tool.Count(row => row is { Agree: false, Why: not null })} differ with a reason, {tool.Count(row => row is { Agree: false, Why: null })} without |"
            );
        }
    }

    private static void Keep(List<Compared> rows)
    {
        if (Environment.GetEnvironmentVariable("FLEET_ARTIFACTS") is not { Length: > 0 } folder)
        {
            return;
        }

        var table = new JsonArray([
            .. rows.Select(row => new JsonObject
            {
                ["host"] = row.Host,
                ["profile"] = row.Profile,
                ["control"] = row.Control,
                ["fleet"] = row.Fleet.ToString().ToLowerInvariant(),
                ["source"] = row.Source,
                ["tool"] = row.Tool,
                ["rule"] = row.Rule,
                ["verdict"] = row.Other,
                ["agree"] = row.Agree,
                ["explanation"] = row.Agree ? null : row.Why,
            }),
        ]);
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "agreement.json"),
            table.ToJsonString(new JsonSerializerOptions { WriteIndented = true })
        );
    }
}
