namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>One key that a mapping takes.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Read">Reads its value.</param>
/// <param name="Needed">An example line where it must be there; empty: it may be left out.</param>
internal sealed record MappingKey(string Name, Action<PolicyNode> Read, string Needed = "");

/// <summary>Reads mappings whose keys are known, and lists of such.</summary>
internal sealed class MappingReader(Complaints complaints)
{
    /// <summary>Reads each key by its reader, and complains of those that are unknown or missing.</summary>
    /// <param name="node">What stands there.</param>
    /// <param name="what">What it is to be, with its article: <c>a waiver</c>.</param>
    /// <param name="keys">The keys it takes.</param>
    /// <returns>False where it is no mapping.</returns>
    public bool Read(PolicyNode node, string what, IReadOnlyList<MappingKey> keys)
    {
        var names = keys.Select(key => key.Name).ToArray();
        if (node is not PolicyMap map)
        {
            if (node is not PolicyRefused)
            {
                complaints.Add(node, $"{what} takes {Said.Choice(names)}, not {Said.What(node)}");
            }

            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Keys.Of(map, complaints))
        {
            seen.Add(key.Text);
            if (keys.FirstOrDefault(each => each.Name == key.Text) is { } known)
            {
                known.Read(value);
            }
            else
            {
                complaints.Add(
                    key,
                    $"{what} has no {Said.Quoted(key.Text)}, only {Said.Choice(names)}{Said.DidYouMean(key.Text, names)}"
                );
            }
        }

        ComplainOfMissing(map, what, keys.Where(key => !seen.Contains(key.Name)));
        return true;
    }

    /// <summary>Reads each entry of a list; those that cannot be read are left out, having been complained of.</summary>
    /// <param name="node">What stands there; nothing is an empty list.</param>
    /// <param name="part">The key that it stands behind.</param>
    /// <param name="each">What an entry is to be: <c>waivers</c>.</param>
    /// <param name="read">Null: it cannot be read.</param>
    public IEnumerable<T> List<T>(
        PolicyNode node,
        string part,
        string each,
        Func<PolicyNode, T?> read
    )
        where T : class
    {
        switch (node)
        {
            case PolicyList list:
                return
                [
                    .. list
                        .Items.TakeWhile(_ => !complaints.AreFull)
                        .Select(read)
                        .Where(item => item is not null)
                        .Select(item => item!),
                ];
            case PolicyRefused or PolicyScalar { IsNothing: true }:
                return [];
            default:
                complaints.Add(
                    node,
                    $"{part} takes a list of {each}, each behind a \"- \", not {Said.What(node)}"
                );
                return [];
        }
    }

    private void ComplainOfMissing(PolicyMap map, string what, IEnumerable<MappingKey> missing)
    {
        if (map.IsCut)
        {
            return;
        }

        foreach (var key in missing.Where(key => key.Needed.Length > 0))
        {
            complaints.Add(map, $"{what} needs {key.Name}; add \"{key.Needed}\"");
        }
    }
}
