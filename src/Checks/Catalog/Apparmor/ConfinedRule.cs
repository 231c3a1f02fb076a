using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Apparmor;

/// <summary>The next start of sshd does not change what it may do.</summary>
public sealed class ConfinedRule : Rule
{
    private const string Unconfined = "unconfined";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "apparmor/confined",
            Title = "sshd runs under the profile that is loaded for it",
            Severity = Severity.Medium,
            Rationale =
                "A profile takes hold when a program starts. One that was loaded since confines sshd from its next start on: logins that work today may be refused after a restart or a reboot, for example "
                + "where homes or key files are in places that the profile does not know.",
            Reads = [ApparmorCheck.Confined, ApparmorCheck.Profiles + "/*"],
            Decides = [ApparmorCheck.Confined, ApparmorCheck.Profiles + "/*"],
            CausedBy = "ssh.service/running",
            References = ["apparmor(7)", "aa-status(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[ApparmorCheck.Id];
        var confined = facts.Read(ApparmorCheck.Confined);
        var profiles = facts
            .Under(ApparmorCheck.Profiles)
            .Where(held => !held.IsStale)
            .Select(held => held.Fact)
            .ToImmutableArray();
        var waiting = profiles.FirstOrDefault(fact => fact.Value is "enforce" or "kill");
        var finding =
            confined.IsUnknown
                ? Finding(Outcome.Unknown, "", $"not known what confines sshd: {confined.Reason}")
            : confined.IsAbsent
                ? Finding(Outcome.NotApplicable, "", confined.Reason ?? "no sshd listens by itself")
            : confined.Is(Unconfined) && waiting.Key is not null ? Waiting(waiting.Key)
            : Finding(Outcome.Pass, "", $"sshd is {Words(confined.Value)}");
        yield return finding with
        {
            Keys = [ApparmorCheck.Confined, .. profiles.Select(fact => fact.Key)],
        };
    }

    private Finding Waiting(string key)
    {
        var name = Uri.UnescapeDataString(key[(ApparmorCheck.Profiles.Length + 1)..]);
        return Finding(
            Outcome.Warn,
            "",
            $"sshd runs unconfined, and from its next start on under the profile {name}: test it before that"
        ) with
        {
            Remedy =
            [
                $"aa-complain {ShellWord.Quote(name)}",
                "journalctl -k --since -1h --grep apparmor",
            ],
        };
    }

    private static string Words(string value) =>
        value == Unconfined ? "not confined" : $"confined by {value}";
}
