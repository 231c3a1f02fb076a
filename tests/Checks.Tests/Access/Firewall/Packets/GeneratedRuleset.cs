using System.Collections.Immutable;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>A ruleset as lines, of which each can be left out without the rest becoming unreadable.</summary>
/// <param name="Tool">nft, iptables-restore, ip6tables-restore or their legacy variants.</param>
/// <param name="Head">Lines that stay.</param>
/// <param name="Blocks">Chains or tables with their rules.</param>
/// <param name="Tail">Lines that stay.</param>
internal sealed record GeneratedRuleset(
    string Tool,
    ImmutableArray<string> Head,
    ImmutableArray<RulesetBlock> Blocks,
    ImmutableArray<string> Tail
)
{
    public string Text =>
        string.Join(
            '\n',
            [
                .. Head,
                .. Blocks.SelectMany(block => block.Rules.Prepend(block.Begin).Append(block.End)),
                .. Tail,
                "",
            ]
        );

    /// <summary>The same ruleset with one rule less, in every way.</summary>
    public IEnumerable<GeneratedRuleset> Smaller() =>
        Blocks.SelectMany(
            (block, b) =>
                block.Rules.Select(
                    (_, r) =>
                        this with
                        {
                            Blocks = Blocks.SetItem(
                                b,
                                block with
                                {
                                    Rules = block.Rules.RemoveAt(r),
                                }
                            ),
                        }
                )
        );
}

/// <summary>A chain with its rules, or any lines that begin and end together.</summary>
internal sealed record RulesetBlock(string Begin, ImmutableArray<string> Rules, string End);
