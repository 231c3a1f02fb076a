using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Somebody guesses.</summary>
public sealed class BruteForceRule : EventRule
{
    private const string Threshold = "failed_per_hour";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.auth_log/brute_force",
            Title = "nobody guesses passwords or names",
            Severity = Severity.Low,
            Rationale =
                "Guessing is the weather of the internet: harmless while passwords are off, dangerous while they are on, and it fills MaxStartups (sshd_config(5)), which "
                + "locks others out. A single address that fails this often is either an attacker or a job with a stale key.",
            Reads = [SshAuthLogCheck.SourceKey],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Threshold, "30"),
            References = ["MITRE ATT&CK T1110.001"],
        };

    private protected override Finding Judge(JudgeInput input, IReadOnlyList<EventBucket> window)
    {
        var threshold = Number(input, Threshold);
        var loud = Attempts.BySource(window).Where(source => source.Count >= threshold).ToList();
        if (loud.Count == 0)
        {
            return Finding(Outcome.Pass, "", $"no address failed {threshold} times in 1 h");
        }

        var from = loud.Count == 1 ? "1 address" : $"{Attempts.AtLeast(loud.Count)} addresses";
        var total = Attempts.AtLeast(loud.Sum(source => source.Count));
        return Finding(
            Outcome.Warn,
            "",
            $"{total} failed logins in 1 h from {from}, most for {loud[0].TopUser} from {loud[0].Source}"
        ) with
        {
            Remedy =
            [
                "sshd -T | grep -Ei '^(passwordauthentication|kbdinteractiveauthentication)'",
                .. loud.Take(3).Select(source => Blackhole(source.Source)).OfType<string>(),
            ],
            ValidUntil = Attempts.End(loud.Min(source => source.Oldest)),
        };
    }
}
