using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Somebody tries many names.</summary>
public sealed class PasswordSprayRule : EventRule
{
    private const string Users = "users_per_hour";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.auth_log/password_spray",
            Title = "no address tries many user names",
            Severity = Severity.Low,
            Rationale =
                "One or two guesses for each of many names stay below per-account locks such as pam_faillock(8).",
            Reads = [SshAuthLogCheck.SourceKey],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Users, "10"),
            References = ["MITRE ATT&CK T1110.003"],
        };

    private protected override Finding Judge(JudgeInput input, IReadOnlyList<EventBucket> window)
    {
        var least = Number(input, Users);
        var sprays = Attempts
            .BySource(window)
            .Where(source => source.Users.Count >= least)
            .OrderByDescending(source => source.Users.Count)
            .ThenBy(source => source.Source, StringComparer.Ordinal)
            .ToList();
        if (sprays.Count == 0)
        {
            return Finding(Outcome.Pass, "", $"no address tried {least} user names in 1 h");
        }

        var others =
            sprays.Count == 1 ? "" : $" and {Attempts.AtLeast(sprays.Count - 1)} other addresses";
        return Finding(
            Outcome.Warn,
            "",
            $"{Attempts.AtLeast(sprays[0].Users.Count)} user names were tried in 1 h from {sprays[0].Source}{others}"
        ) with
        {
            Remedy = [.. sprays.Take(3).Select(spray => Blackhole(spray.Source)).OfType<string>()],
            ValidUntil = Attempts.End(sprays.Min(spray => spray.Oldest)),
        };
    }
}
