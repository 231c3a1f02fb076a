using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>One key, several accounts.</summary>
public sealed class SharedKeyRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/shared",
            Title = "Each key opens one account",
            Severity = Severity.Low,
            Rationale =
                "A key that opens several accounts must be removed in several places when it is lost, and the log cannot tell a person from a role. Keys that run one forced command, as cloud images give root, and "
                + "certificate authorities do not count.",
            Reads = ["authorized_key/*/**"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var keys = PlacedKey
            .All(input)
            .Where(key => key.Line.Options is { Command: null, IsCertificateAuthority: false });
        foreach (var group in keys.GroupBy(key => key.Fingerprint, StringComparer.Ordinal))
        {
            var accounts = group
                .Select(key => key.Account)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            yield return (
                accounts.Count == 1
                    ? Finding(Outcome.Pass, group.Key, $"opens {accounts[0]} alone")
                    : Finding(
                        Outcome.Warn,
                        group.Key,
                        $"the key {group.Key} opens {string.Join(" and ", accounts)}"
                    )
            ) with
            {
                Source = group.First().Source,
                Keys = [.. group.SelectMany(key => key.FactKeys).Distinct()],
            };
        }
    }
}
