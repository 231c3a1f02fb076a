using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>IdentityFile names private keys.</summary>
public sealed class PublicIdentityRule : ClientRule
{
    private protected override string CheckId => SshClientKeysCheck.Id;

    private protected override string Prefix => KeyFact.Identity;

    private protected override string Nothing => "no IdentityFile is set";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.keys/identity",
            Title = "IdentityFile does not name a public key",
            Severity = Severity.Low,
            Rationale =
                "A .pub as IdentityFile picks a key out of an agent; without an agent that holds it ssh tries to read it as a private key, complains of its mode (a .pub is open to all by nature) and offers nothing.",
            Reads = ["client_identity/**"],
            References = ["ssh_config(5) IdentityFile"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, path) = ClientKey.Split(fact.Key, Prefix);
        return fact.Value switch
        {
            KeyFact.PublicKey when !path.EndsWith(".pub", StringComparison.Ordinal) => null,
            KeyFact.PublicKey => Finding(
                Outcome.Warn,
                path,
                $"{account}'s IdentityFile {path} is a public key: it works only while an agent holds the private one ({fact.Source})"
            ) with
            {
                Remedy = [$"IdentityFile {path[..^".pub".Length]}"],
            },
            KeyFact.PrivateKey => Finding(Outcome.Pass, path, $"{path} is there"),
            _ => null,
        };
    }
}
