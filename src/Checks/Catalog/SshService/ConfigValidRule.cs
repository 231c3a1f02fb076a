using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>sshd would start again.</summary>
public sealed class ConfigValidRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.service/config_valid",
            Title = "sshd accepts its configuration and host keys",
            Severity = Severity.High,
            Rationale =
                "A running daemon does not notice a broken file; the next restart, reload or reboot ends SSH on this host. An error counts even under a Match that never applies, and in every included file.",
            Reads = [SshServiceCheck.ConfigValid, SshServiceCheck.Running],
            Decides = [SshServiceCheck.ConfigValid],
            References = ["sshd(8) -t"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.service"];
        var valid = facts.Read(SshServiceCheck.ConfigValid);
        var finding =
            valid.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd would start again: {valid.Reason}"
                )
            : valid.Is("yes") ? Finding(Outcome.Pass, "", "sshd accepts its configuration")
            : Finding(
                Outcome.Fail,
                "",
                $"{Consequence(facts, valid.Value)}: {ConfigRepair.Complaint(valid.Value)}"
            ) with
            {
                Remedy = ConfigRepair.Steps(valid.Value),
                Source = ConfigRepair.Place(valid.Value),
            };
        yield return finding with
        {
            Keys = [SshServiceCheck.ConfigValid],
        };
    }

    // The child that serves a connection locks itself into that directory: without it every connection dies.
    private static string Consequence(CheckFacts facts, string value) =>
        facts.Read(SshServiceCheck.Running).Is("yes") && ConfigRepair.IsPrivilegeSeparation(value)
            ? "new connections are dropped, and sshd will not start again"
            : "sshd will not start again";
}
