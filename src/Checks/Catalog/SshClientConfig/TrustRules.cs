using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>Host keys are checked.</summary>
public sealed class HostKeyCheckingRule : ClientSettingRule
{
    private protected override string Nothing => "host keys are checked";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.config/host_key_checking",
            Title = "Host keys are checked, and remembered",
            Severity = Severity.Medium,
            Rationale =
                "With StrictHostKeyChecking no, or a known_hosts file that forgets, ssh talks to whoever answers: who stands between reads the session and, with a password, has the password. "
                + "accept-new, a known_hosts from the fleet, or a certificate authority do what such lines are for.",
            Reads = ["client_setting/*/*/*"],
            References = ["ssh_config(5) StrictHostKeyChecking"],
        };

    private protected override string? Wrong(string keyword, string value, string section) =>
        keyword switch
        {
            "StrictHostKeyChecking" when value == "no" =>
                "any key is taken for the host's, a changed one too",
            "UserKnownHostsFile" when value == "/dev/null" => "no host key is remembered",
            _ => null,
        };
}

/// <summary>The agent is not lent to everybody.</summary>
public sealed class AgentForwardingRule : ClientSettingRule
{
    private protected override string Nothing => "the agent is lent to no host unasked";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.config/forward_agent",
            Title = "The agent is not forwarded to every host",
            Severity = Severity.Medium,
            Rationale =
                "While the session lasts, root on the other side can log in anywhere with the agent's keys. ProxyJump needs no agent on the way; where forwarding must be, it belongs to the one host.",
            Reads = ["client_setting/*/*/*"],
            References = ["ssh_config(5) ForwardAgent"],
        };

    private protected override string? Wrong(string keyword, string value, string section) =>
        keyword == "ForwardAgent" && value != "no" && IsEverywhere(section)
            ? "root on every host it reaches can use the agent's keys"
            : null;
}

/// <summary>No weak algorithm is switched on.</summary>
public sealed class WeakAlgorithmRule : ClientSettingRule
{
    private protected override string Nothing => "no weak algorithm is switched on";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.config/algorithms",
            Title = "No weak algorithm is switched on",
            Severity = Severity.Low,
            Rationale =
                "A list in the client's configuration stays when the server that once needed it is gone: from then on whoever stands between may choose the weakest it names.",
            Reads = ["client_setting/*/*/*"],
            References = ["RFC 9142", "ssh_config(5) KexAlgorithms"],
        };

    private protected override string? Wrong(string keyword, string value, string section)
    {
        var kind = keyword switch
        {
            "Ciphers" => AlgorithmKind.Cipher,
            "MACs" => AlgorithmKind.Mac,
            "KexAlgorithms" => AlgorithmKind.Kex,
            "HostKeyAlgorithms" or "PubkeyAcceptedAlgorithms" or "CASignatureAlgorithms" =>
                AlgorithmKind.HostKey,
            _ => AlgorithmKind.Unspecified,
        };
        if (kind == AlgorithmKind.Unspecified || value.StartsWith('-'))
        {
            return null;
        }

        var weak = value
            .TrimStart('+', '^')
            .Split(',')
            .Select(name => Algorithms.Of(kind, name))
            .Where(algorithm => algorithm.IsWeak)
            .ToList();
        return weak.Count == 0
            ? null
            : string.Join("; ", weak.Select(one => $"{one.Name} is weak ({one.Reason})"));
    }
}
