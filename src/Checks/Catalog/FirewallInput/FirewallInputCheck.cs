using System.Collections.Immutable;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>
/// What the host's own firewall does with new SSH connections. Example: <c>firewall/ssh/tcp/22/ipv4 = accept from 10.0.0.0/8, else drop</c>. Who cares: whoever gets a timeout although sshd listens.
/// </summary>
public sealed class FirewallInputCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "firewall.input",
            Version = 1,
            Title = "what the host's firewall does with new connections to sshd",
            Description =
                "Reads every ruleset the kernel has (nft, and iptables where it made tables, legacy ones included) and follows a new connection from anywhere to each port that sshd is configured "
                + "for: the neighbour's question for the link address, the request through ingress, prerouting and input, the answer through output and postrouting. Every base chain of every table "
                + "must let it pass, so a drop anywhere is final. Sources are taken to come in over the interface of the default route. What cannot be decided from the listing (a queue to a program, "
                + "an ipset's members, a random choice) is unknown, never guessed. Bridges' tables and firewalls outside the host are not seen. ufw and firewalld are recognised by their chains.",
            Interval = TimeSpan.FromMinutes(1),
            Keys = FirewallKeys.Declared,
            Needs = [Capability.RunCommand, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new SshReachableRule()];

    public override string Brief(CheckFacts facts) =>
        facts.Read(FirewallKeys.Manager).Value is "none"
            ? "no rules"
            : facts.Read(FirewallKeys.Manager).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var questions = await SshSockets.AskAsync(context.Host, cancellationToken);
        if (questions.IsAbsent)
        {
            seen.NotApplicable(questions.Reason);
            seen.Cover(FirewallKeys.Prefix, CoverageState.Absent, questions.Reason);
            return;
        }

        var rulesets = await HostRulesets.AskAsync(context.Host, cancellationToken);
        if (!rulesets.IsOk)
        {
            seen.Cover(FirewallKeys.Prefix, CoverageState.Unreadable, rulesets.Reason);
            return;
        }

        seen.Complete(FirewallKeys.Prefix);
        foreach (var document in rulesets.Value.Documents)
        {
            seen.Document(document);
        }

        var ruleset = rulesets.Value.Ruleset;
        seen.Fact(FirewallKeys.Manager, FirewallManager.Of(ruleset));
        seen.Fact(FirewallKeys.Hash, Hash(rulesets.Value.Documents));
        if (!questions.IsOk)
        {
            seen.Cover(FirewallKeys.Verdicts, CoverageState.Unreadable, questions.Reason);
            seen.Cover(FirewallKeys.Deciders, CoverageState.Unreadable, questions.Reason);
            return;
        }

        seen.Document(SocketsDocument.Write(questions.Value));
        var model = new FirewallModel(ruleset);
        foreach (var question in questions.Value)
        {
            Verdict(model, question, seen);
        }
    }

    private static void Verdict(
        FirewallModel model,
        ConnectionQuestion asked,
        ObservationBuilder seen
    )
    {
        var answer = model.Ask(asked);
        seen.Fact(
            FirewallKeys.Verdict(asked.Port, asked.IsVersion6),
            VerdictText.Of(answer, asked)
        );
        if (VerdictText.Decider(answer) is { } decider)
        {
            seen.Fact(FirewallKeys.Decider(asked.Port, asked.IsVersion6), decider);
        }
    }

    private static string Hash(ImmutableArray<Document> documents) =>
        new Document("", string.Join('\n', documents.Select(d => $"{d.Name}\n{d.Body}"))).Hash[
            ..16
        ];
}
