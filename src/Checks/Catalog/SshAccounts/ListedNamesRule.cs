using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Names in AllowUsers and AllowGroups that nobody has.</summary>
public sealed class ListedNamesRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/listed_names",
            Title = "Every account and group that AllowUsers and AllowGroups name exists",
            Severity = Severity.Medium,
            Rationale =
                "sshd compares names and does not mind one that nobody has: a misspelt account or a renamed group keeps out whom it was meant to let in.",
            Reads = ["login_list/**", AccountKey.Sources],
            References = ["sshd_config(5) AllowUsers", "sshd_config(5) AllowGroups"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[SshAccountsCheck.Id];
        var sources = facts.Read(AccountKey.Sources);
        foreach (var held in facts.Under(AccountKey.Lists))
        {
            var parts = held.Fact.Key.Split('/');
            var (list, name) = (parts[1], Uri.UnescapeDataString(parts[2]));
            var kind = list == "AllowUsers" ? "account" : "group";
            yield return (
                held.IsStale ? Finding(Outcome.Unknown, name, $"{list} could not be read")
                : held.Fact.Value == ListedNames.Known
                    ? Finding(Outcome.Pass, name, $"the {kind} {name} exists")
                : !sources.IsPresent || !IsLocal(sources.Value)
                    ? Finding(
                        Outcome.NotApplicable,
                        name,
                        $"the {kind} {name} may come from a directory"
                    )
                : Finding(
                    Outcome.Warn,
                    name,
                    $"{list} names {name}, and there is no such {kind} ({held.Fact.Source})"
                ) with
                {
                    Remedy = [$"correct {name} in {list} ({held.Fact.Source})"],
                }
            ) with
            {
                Subject = $"{list} {name}",
                Source = held.Fact.Source ?? "",
                Keys = [held.Fact.Key],
            };
        }
    }

    private static bool IsLocal(string sources) =>
        new NameServiceSwitch([new("passwd", [.. sources.Split(' ')], [])]).IsLocal("passwd");
}
