using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>Private host keys are root's alone.</summary>
public sealed class HostKeyModeRule : HostKeyRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.host_keys/private_mode",
            Title = "Private host keys belong to root and are closed to everybody else",
            Severity = Severity.High,
            Rationale =
                "sshd passes a root-owned private key over that group or others can touch (OpenSSH authfile.c, sshkey_perm_ok), so clients that know the host by it see another key or none. A key that "
                + "somebody else owns it loads untested, and its owner can pose as the host. Red Hat's builds allow root:ssh_keys 0640.",
            Reads = ["host_key_mode/**"],
            Decides = ["host_key_mode/**"],
            References = ["sshd(8) FILES /etc/ssh/ssh_host_ed25519_key"],
        };

    private protected override Finding Judge(HostKeyView key, JudgeInput input)
    {
        if (key.Mode is not { } mode)
        {
            return key.ModeReading.IsUnknown
                ? Unknown(key)
                : Finding(Outcome.NotApplicable, key.Path, $"{key.Path} is not there");
        }

        var path = ShellWord.Quote(key.Path);
        return !key.BelongsToRoot
                ? Finding(
                    Outcome.Fail,
                    key.Path,
                    $"{key.Path} belongs to {mode.Owner}, who can pose as this host"
                ) with
                {
                    Remedy = [$"chown root {path}", $"chmod 600 {path}"],
                }
            : key.IsTooOpen
                ? Finding(
                    Outcome.Fail,
                    key.Path,
                    $"sshd does not load {key.Path}: it is open to others ({mode.Octal})"
                ) with
                {
                    Remedy = [$"chmod 600 {path}"],
                }
            : Finding(Outcome.Pass, key.Path, $"{key.Path} is root's alone ({mode.Octal})");
    }
}
