using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>A rule with one finding for each key of each account; the worst of its lines decides.</summary>
public abstract class KeyLineRule : Rule
{
    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var keys = PlacedKey.All(input).ToImmutableArray();
        if (keys.IsEmpty)
        {
            yield return Finding(Outcome.NotApplicable, "", "no key file has a key");
        }

        foreach (var group in keys.GroupBy(key => key.Subject, StringComparer.Ordinal))
        {
            var worst = group
                .Select(key =>
                    Judge(key, keys, input) with
                    {
                        Source = key.Source,
                        Keys = key.FactKeys,
                    }
                )
                .MaxBy(finding => Rank(finding.Outcome))!;
            yield return worst;
        }

        foreach (var account in AccountView.All(input))
        {
            if (account.IsStale || account.FilesUnknown is not null)
            {
                yield return Finding(
                    Outcome.Unknown,
                    account.Name,
                    $"{account.Name}'s keys are not known: {account.FilesUnknown ?? "accounts could not be read"}"
                );
            }
        }
    }

    private protected abstract Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    );

    private static int Rank(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => 3,
            Outcome.Warn => 2,
            Outcome.Unknown => 1,
            _ => 0,
        };
}
