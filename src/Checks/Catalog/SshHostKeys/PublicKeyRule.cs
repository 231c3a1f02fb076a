using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>Every private host key has its public half beside it.</summary>
public sealed class PublicKeyRule : HostKeyRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.host_keys/public",
            Title = "Every host key has its .pub beside it",
            Severity = Severity.Low,
            Rationale =
                "sshd can do without the .pub, but then nothing tells the fingerprint without opening the private key: a changed key goes unseen, and known_hosts files cannot be filled from the host.",
            Reads = ["host_key_public/**", "host_key_mode/**"],
            References = ["ssh-keygen(1) -y"],
        };

    private protected override Finding Judge(HostKeyView key, JudgeInput input)
    {
        if (!key.ModeReading.IsPresent)
        {
            return key.ModeReading.IsUnknown
                ? Unknown(key)
                : Finding(Outcome.NotApplicable, key.Path, $"{key.Path} is not there");
        }

        var published = key.Path.EndsWith(".pub", StringComparison.Ordinal)
            ? key.Path
            : key.Path + ".pub";
        var fact = HostKeyFact.Public(published);
        var reading = input[SshHostKeysCheck.Id].Read(fact);
        var remedy = $"ssh-keygen -y -f {ShellWord.Quote(key.Path)} > {ShellWord.Quote(published)}";
        var finding =
            reading.IsUnknown
                ? Finding(Outcome.Unknown, key.Path, reading.Reason ?? $"{published}: not read")
            : reading.IsAbsent
                ? Finding(
                    Outcome.Warn,
                    key.Path,
                    $"{published} is missing: the key's fingerprint is not known"
                ) with
                {
                    Remedy = [remedy],
                }
            : reading.Value.Contains(" SHA256:", StringComparison.Ordinal)
                ? Finding(Outcome.Pass, key.Path, $"{published}: {reading.Value}")
            : Finding(Outcome.Warn, key.Path, $"{published} holds {reading.Value}") with
            {
                Remedy = [remedy],
            };
        return finding with { Keys = [fact] };
    }
}
