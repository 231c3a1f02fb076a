using System.Text.Json;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshAccounts;

namespace Fleet.Checks.Tests.Catalog;

/// <summary>Every built-in rule, asked with what it answered before at hand, as whatever it may look at becomes another host's, part by part.</summary>
public sealed class RememberedRulesTests
{
    [Fact]
    public async Task No_rule_answers_otherwise_for_having_answered_before()
    {
        var memory = new RuleMemory();
        var asked = 0;
        foreach (var input in await InputsAsync())
        {
            foreach (var check in CheckCatalog.BuiltIn.Checks)
            {
                var fresh = Text(HostJudge.Judge(check, input));
                var held = Text(HostJudge.Judge(check, input, memory));
                Assert.Equal(fresh, held);
                asked++;
            }
        }

        Assert.True(asked > 1000);
    }

    private static string Text(IEnumerable<Finding> findings) => JsonSerializer.Serialize(findings);

    /// <summary>From Debian to Red Hat and on to a Debian on which somebody turned much around.</summary>
    private static async Task<List<JudgeInput>> InputsAsync()
    {
        string[] ids = [.. CheckCatalog.BuiltIn.Checks.Select(check => check.Declaration.Id)];
        var hosts = new[]
        {
            LoginHosts.Debian(),
            LoginHosts.RedHat(),
            LoginHosts
                .Debian()
                .Sshd("PermitRootLogin yes", "AllowUsers bob", "StrictModes no")
                .Shadow($"alice:{LoginHosts.Hash}:20400:0:30:7:::"),
        };
        var inputs = new List<JudgeInput>();
        foreach (var host in hosts)
        {
            var seen = (await new JudgedTogether(host, ids).RunAsync()).Input;
            var standing = inputs.LastOrDefault(seen);
            foreach (var id in seen.Checks.Keys.Order(StringComparer.Ordinal))
            {
                standing = standing with { Checks = standing.Checks.SetItem(id, seen.Checks[id]) };
                inputs.Add(standing);
            }

            inputs.Add(standing = standing with { Documents = seen.Documents });
            inputs.Add(standing = standing with { Samples = seen.Samples });
            inputs.Add(standing = standing with { AsOf = seen.AsOf.AddDays(40) });
            inputs.Add(standing with { AsOf = seen.AsOf.AddYears(2) });
        }

        return inputs;
    }
}
