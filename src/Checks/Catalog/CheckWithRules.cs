using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog;

/// <summary>A check whose facts are judged by further rules besides its own.</summary>
public sealed class CheckWithRules(Check check, ImmutableArray<Rule> further) : Check
{
    public override CheckDeclaration Declaration => check.Declaration;

    public override ImmutableArray<Rule> Rules { get; } = check.Rules.AddRange(further);

    public override ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    ) => check.CollectAsync(context, seen, cancellationToken);

    public override string Brief(CheckFacts facts) => check.Brief(facts);
}
