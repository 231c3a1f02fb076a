using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>Private keys are their owner's alone.</summary>
public sealed class KeyModeRule : ClientRule
{
    private const int OthersMayTouch = 0b000_111_111;

    private protected override string CheckId => SshClientKeysCheck.Id;

    private protected override string Prefix => KeyFact.Mode;

    private protected override string Nothing => "there are no private keys";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.keys/private_mode",
            Title = "Private keys are closed to everybody but their owner",
            Severity = Severity.Medium,
            Rationale =
                "ssh ignores a private key of the caller's that group or others may touch (\"UNPROTECTED PRIVATE KEY FILE\", OpenSSH authfile.c, sshkey_perm_ok), so the login fails with a plain "
                + "\"Permission denied\"; and whoever could read the key may have it. One that somebody else owns it takes untested, and that somebody logs in with it too.",
            Reads = ["client_key/**", "client_owner/*"],
            Decides = ["client_key/**"],
            References = ["ssh(1) FILES ~/.ssh/id_ed25519"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, path) = ClientKey.Split(fact.Key, Prefix);
        if (ModeText.Parse(fact.Value) is not { } mode)
        {
            return Finding(Outcome.Unknown, path, $"{path}: {fact.Value} is no mode");
        }

        var owner = facts.Read(ClientKey.Of(KeyFact.Owner, account)).Value;
        var word = ShellWord.Quote(path);
        if (mode.Owner != owner && mode.Owner != "root")
        {
            return Finding(
                Outcome.Fail,
                path,
                $"{account}'s private key {path} belongs to {mode.Owner}, who can use it too"
            ) with
            {
                Remedy = [$"chown {ShellWord.Quote(owner)} {word}", $"chmod 600 {word}"],
            };
        }

        if ((mode.Bits & OthersMayTouch) == 0)
        {
            return Finding(Outcome.Pass, path, $"{path} is {mode.Owner}'s alone ({mode.Octal})");
        }

        return mode.Owner == owner
            ? Finding(
                Outcome.Fail,
                path,
                $"ssh ignores {account}'s private key {path}: others may touch it ({mode.Octal})"
            ) with
            {
                Remedy = [$"chmod 600 {word}"],
            }
            : Finding(
                Outcome.Warn,
                path,
                $"{account} uses root's private key {path}, which others may touch as well ({mode.Octal})"
            ) with
            {
                Remedy = [$"chmod 600 {word}"],
            };
    }
}
