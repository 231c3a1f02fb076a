using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>What the files say is what the daemon does.</summary>
public sealed class LoadedRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.config/loaded",
            Title = "the running daemon has loaded the files as they are",
            Severity = Severity.Medium,
            Rationale =
                "sshd reads its files at start and at reload only; sshd -T shows the files. A change that was never loaded misleads everybody who reads them, and takes effect by surprise at the next restart.",
            Reads = [SshConfigKeys.Loaded],
            Decides = [SshConfigKeys.Loaded],
            CausedBy = "ssh.service/running",
            References = ["sshd(8) SIGHUP"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var loaded = input["ssh.config"].Read(SshConfigKeys.Loaded);
        var finding =
            loaded.IsUnknown && input["ssh.service"].Read("sshd/running").Is("no")
                ? Finding(Outcome.NotApplicable, "", "no sshd is running")
            : loaded.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known what the daemon has loaded: {loaded.Reason}"
                )
            : loaded.Is("yes")
                ? Finding(Outcome.Pass, "", "the daemon runs with the files as they are")
            : Finding(
                Outcome.Warn,
                "",
                $"the running sshd does not use its files as they are: {Why(loaded.Value)}"
            ) with
            {
                Remedy = [SshdRemedy.Reload(input)],
            };
        yield return finding with
        {
            Keys = [SshConfigKeys.Loaded],
        };
    }

    private static string Why(string value) =>
        value.StartsWith("no: ", StringComparison.Ordinal) ? value["no: ".Length..] : value;
}
