using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClient;

/// <summary>A rule with one finding for each fact of a kind, and one for what could not be looked at.</summary>
public abstract class ClientRule : Rule
{
    private protected abstract string CheckId { get; }

    /// <summary>The prefix of the facts it judges.</summary>
    private protected abstract string Prefix { get; }

    /// <summary>What holds where there is nothing to judge.</summary>
    private protected abstract string Nothing { get; }

    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[CheckId];
        var any = false;
        foreach (var held in facts.Under(Prefix).Where(held => !held.IsStale))
        {
            if (Judge(held.Fact, facts, input) is { } finding)
            {
                any = true;
                yield return finding with
                {
                    Keys = [held.Fact.Key],
                    Source = held.Fact.Source ?? "",
                };
            }
        }

        foreach (var unread in facts.Coverage.Where(IsUnread))
        {
            any = true;
            var (owner, _) =
                unread.Prefix.Length > Prefix.Length
                    ? ClientKey.Split(unread.Prefix, Prefix)
                    : ("", "");
            yield return Finding(
                Outcome.Unknown,
                owner,
                $"{(owner.Length > 0 ? owner + ": " : "")}could not look: {unread.Reason}"
            );
        }

        if (!any)
        {
            yield return Finding(Outcome.Pass, "", Nothing);
        }
    }

    /// <summary>The finding on one fact; null where the rule has nothing to say of it.</summary>
    private protected abstract Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input);

    private bool IsUnread(Coverage coverage) =>
        coverage.State == CoverageState.Unreadable
        && (coverage.Prefix == Prefix || FactKey.Matches(coverage.Prefix, Prefix + "/*"));
}
