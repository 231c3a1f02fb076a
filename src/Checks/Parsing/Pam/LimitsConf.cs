using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>One line of limits.conf(5).</summary>
/// <param name="Line">From 1.</param>
/// <param name="Domain">A user, <c>@group</c>, <c>%group</c>, <c>*</c> or a range of ids.</param>
/// <param name="Type"><c>hard</c>, <c>soft</c> or <c>-</c>.</param>
/// <param name="Item">Empty together with <paramref name="Value"/> where the domain has no limits at all.</param>
/// <param name="Value">As written.</param>
public sealed record LimitLine(int Line, string Domain, string Type, string Item, string Value);

/// <summary>limits.conf or a file of limits.d.</summary>
public sealed record LimitsConf(ImmutableArray<LimitLine> Lines)
{
    public static LimitsConf Parse(string text)
    {
        var lines = ImmutableArray.CreateBuilder<LimitLine>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var words = raw.Split('#')[0]
                .Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [var domain, var type, var item, var value, ..])
            {
                lines.Add(
                    new LimitLine(
                        number,
                        domain,
                        type.ToLowerInvariant(),
                        item.ToLowerInvariant(),
                        value
                    )
                );
            }
            else if (words is [var free, "-"])
            {
                lines.Add(new LimitLine(number, free, "-", "", ""));
            }
        }

        return new LimitsConf(lines.ToImmutable());
    }
}
