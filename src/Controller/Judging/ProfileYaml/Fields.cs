using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Gives each entry of a mapping to who reads it, and complains of entries that nobody reads.</summary>
internal sealed class Fields(Complaints complaints)
{
    /// <param name="what">How errors call the mapping: <c>a control</c>.</param>
    /// <param name="node">What stands there; anything but a mapping is complained of.</param>
    /// <param name="known">Who reads which key.</param>
    /// <returns>False where nothing could be read.</returns>
    public bool Read(
        string what,
        PolicyNode node,
        IReadOnlyDictionary<string, Action<PolicyNode>> known
    )
    {
        if (node is not PolicyMap map)
        {
            if (node is not PolicyRefused)
            {
                string[] keys = [.. known.Keys];
                complaints.Add(
                    node,
                    $"{what} takes {Said.Choice(keys)} below it, not {Said.What(node)}"
                );
            }

            return false;
        }

        foreach (var (key, value) in Keys.Of(map, complaints))
        {
            if (known.TryGetValue(key.Text, out var read))
            {
                read(value);
            }
            else
            {
                string[] keys = [.. known.Keys];
                complaints.Add(
                    key,
                    $"{what} has no {Said.Quoted(key.Text)}, only {Said.Choice(keys)}{Said.DidYouMean(key.Text, keys)}"
                );
            }
        }

        return true;
    }

    /// <summary>Complains of a key that has to be there; what may stand below broken text is not called missing.</summary>
    public void Missing(PolicyNode node, string message)
    {
        if (node is not (PolicyRefused or PolicyMap { IsCut: true }))
        {
            complaints.Add(node, message);
        }
    }
}
