using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Lab.Tests.Logins;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>What Fleet's profiles say of a host.</summary>
internal sealed class FleetVerdicts
{
    private static readonly string[] Names = ["ssh-baseline", "cis-debian12-ssh", "stig-ssh"];

    private readonly Dictionary<(string Profile, string Control), ControlResult[]> _results;

    private FleetVerdicts(Dictionary<(string, string), ControlResult[]> results) =>
        _results = results;

    /// <summary>The profiles that are compared.</summary>
    public static IEnumerable<Profile> Compared => Names.Select(name => Profiles.Find(name)!);

    /// <summary>Rules of ComplianceAsCode that a control names.</summary>
    public static IEnumerable<string> RulesOf(Control control) =>
        control
            .References.Where(reference => reference.StartsWith("SSG ", StringComparison.Ordinal))
            .Select(reference => reference["SSG ".Length..]);

    /// <summary>Runs the checks that the profiles rest on, on the real host, and judges it by each profile.</summary>
    public static async Task<FleetVerdicts> OfAsync(LabHost host)
    {
        var input = await new HostFromOutside(host).LookAsync(
            "ssh.service",
            "ssh.config",
            "ssh.crypto",
            "ssh.limits",
            "ssh.host_keys",
            "host.packages"
        );
        return new(
            Compared
                .SelectMany(profile =>
                    ProfileJudge
                        .Judge(profile, input, CheckCatalog.BuiltIn)
                        .GroupBy(result => (profile.Name, result.ControlId))
                )
                .ToDictionary(group => group.Key, group => group.ToArray())
        );
    }

    public (Outcome Outcome, string Source) Of(string profile, string control)
    {
        var results = _results[(profile, control)];
        var outcome = ControlResult.Together(results);
        var speaks =
            results.FirstOrDefault(result => result.Outcome == outcome && result.Source.Length > 0)
            ?? results[0];
        return (outcome, speaks.Source);
    }

    /// <summary>The controls that rest on a keyword of sshd_config(5).</summary>
    public IEnumerable<(string Profile, string Control)> About(string keyword) =>
        _results
            .Where(pair => pair.Value.Any(result => result.Keys.Contains($"sshd_config/{keyword}")))
            .Select(pair => pair.Key);
}
