using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>ssh can read every line.</summary>
public sealed class ConfigErrorRule : ClientRule
{
    private protected override string CheckId => SshClientConfigCheck.Id;

    private protected override string Prefix => ConfigFact.Error;

    private protected override string Nothing => "ssh can read every line";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.config/valid",
            Title = "ssh can read every line of its configuration",
            Severity = Severity.Medium,
            Rationale =
                "One line that ssh does not understand ends it for every host (\"terminating, 1 bad configuration options\"), in whatever section it stands; one in /etc/ssh ends it for everybody.",
            Reads = ["client_config_error/**"],
            References = ["ssh_config(5)"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, _) = ClientKey.Split(fact.Key, Prefix);
        var who = ClientKey.IsSystem(fact.Key, Prefix) ? "nobody can" : $"{account} cannot";
        return Finding(
            Outcome.Fail,
            fact.Source ?? fact.Key,
            $"{who} use ssh: {fact.Source}: {fact.Value}"
        );
    }
}
