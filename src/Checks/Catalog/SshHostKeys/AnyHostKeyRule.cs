using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>Without a host key sshd does not start.</summary>
public sealed class AnyHostKeyRule : Rule
{
    internal const string Id = "ssh.host_keys/any";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Title = "sshd has a host key that it can load",
            Severity = Severity.Critical,
            Rationale =
                "With no host key that it can load sshd ends with \"no hostkeys available -- exiting\", at its start and at each test of its configuration (OpenSSH sshd.c).",
            Reads = ["host_key_file/**", "host_key_mode/**"],
            References = ["sshd_config(5) HostKey"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var keys = HostKeyView.All(input).ToList();
        var loaded = keys.Count(key => key.IsLoaded);
        var unknown =
            HostKeyView.ListUnknown(input)
            ?? keys.Where(key => key.ModeReading.IsUnknown)
                .Select(key => key.ModeReading.Reason)
                .FirstOrDefault();
        var finding =
            unknown is not null && (loaded == 0 || HostKeyView.ListUnknown(input) is not null)
                ? Finding(Outcome.Unknown, "", $"host keys are not known: {unknown}")
            : loaded > 0
                ? Finding(
                    Outcome.Pass,
                    "",
                    $"sshd can load {loaded} host key{(loaded == 1 ? "" : "s")}"
                )
            : Finding(
                Outcome.Fail,
                "",
                "sshd has no host key that it can load: it does not start, and nobody can connect"
            ) with
            {
                Remedy = [.. Remedy(keys)],
            };
        yield return finding with
        {
            Keys = [.. keys.Select(key => HostKeyFact.Mode(key.Path))],
        };
    }

    private static IEnumerable<string> Remedy(List<HostKeyView> keys)
    {
        var open = keys.Where(key => key.IsTooOpen).ToList();
        return open.Count > 0
            ? open.Select(key => $"chmod 600 {ShellWord.Quote(key.Path)}")
            : ["ssh-keygen -A"];
    }
}
