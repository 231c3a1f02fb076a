using System.Collections.Immutable;

namespace Fleet.Controller.Judging.PolicyYaml.Notifications;

/// <summary>Reads lists of single lines; one alone needs no brackets.</summary>
internal sealed class NameReader(Complaints complaints)
{
    private readonly ValueReader _value = new(complaints);

    /// <summary>Each line that could be read, with its place.</summary>
    public IReadOnlyList<(string Text, PolicyNode Place)> Lines(
        string name,
        PolicyNode node,
        string example
    )
    {
        IReadOnlyList<PolicyNode> items = node is PolicyList list ? list.Items : [node];
        if (items.Count == 0)
        {
            complaints.Add(node, $"{name} takes at least one, such as [{example}]");
        }

        return
        [
            .. items
                .Select(item => (_value.Line(name, item, example), item))
                .Where(each => each.Item1 is not null)
                .Select(each => (each.Item1!, each.item)),
        ];
    }

    /// <summary>Names of receivers that are there; each once.</summary>
    public ImmutableArray<string> Receivers(
        string name,
        PolicyNode node,
        ImmutableArray<string> known
    )
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (said, place) in Lines(name, node, "ops"))
        {
            if (!known.Contains(said))
            {
                complaints.Add(
                    place,
                    $"there is no receiver {Said.Quoted(said)}{Said.DidYouMean(said, known)}"
                );
            }
            else if (!names.Contains(said))
            {
                names.Add(said);
            }
        }

        return names.ToImmutable();
    }
}
