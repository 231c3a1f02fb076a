using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>Host keys that sshd_config names are there.</summary>
public sealed class HostKeyMissingRule : HostKeyRule
{
    internal const string Id = "ssh.host_keys/missing";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Title = "Every host key that sshd_config names is there",
            Severity = Severity.Medium,
            Rationale =
                "sshd logs \"Unable to load host key\" and goes on without it: clients that know the host by that key are warned of a changed host. Keys that sshd tries by itself may be missing.",
            Reads = ["host_key_file/**", "host_key_mode/**"],
            References = ["sshd_config(5) HostKey", "ssh-keygen(1) -A"],
            CausedBy = AnyHostKeyRule.Id,
        };

    private protected override Finding Judge(HostKeyView key, JudgeInput input) =>
        key.ModeReading.IsUnknown ? Unknown(key)
        : key.ModeReading.IsPresent ? Finding(Outcome.Pass, key.Path, $"{key.Path} is there")
        : key.Origin == HostKeyFact.BuiltIn
            ? Finding(
                Outcome.NotApplicable,
                key.Path,
                $"{key.Path} is not there, and no configuration asks for it"
            )
        : Finding(Outcome.Warn, key.Path, $"sshd_config names {key.Path}, which is not there") with
        {
            Remedy = Remedy(key.Path),
        };

    /// <summary><c>ssh-keygen -A</c> makes the keys of the standard names only.</summary>
    private static System.Collections.Immutable.ImmutableArray<string> Remedy(string path)
    {
        const string Standard = "/etc/ssh/ssh_host_";
        var type = path.StartsWith(Standard, StringComparison.Ordinal)
            ? path[Standard.Length..]
            : "";
        return type is "rsa_key" or "ecdsa_key" or "ed25519_key"
            ? ["ssh-keygen -A"]
            : [$"ssh-keygen -t ed25519 -N '' -f {ShellWord.Quote(path)}"];
    }
}
