namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>What all mappings of a policy have in common: a key stands once.</summary>
internal static class Keys
{
    /// <summary>The entries in their order. A key's second appearance is complained of, and its value is still looked at.</summary>
    public static IEnumerable<PolicyEntry> Of(PolicyMap map, Complaints complaints)
    {
        var first = new Dictionary<string, PolicyScalar>(StringComparer.Ordinal);
        foreach (var entry in map.Entries.TakeWhile(_ => !complaints.AreFull))
        {
            var key = entry.Key;
            if (!first.TryAdd(key.Text, key))
            {
                complaints.Add(
                    key,
                    $"{Said.Raw(key.Text)} is here a second time, first in line {first[key.Text].Line}; keep one"
                );
            }

            yield return entry;
        }
    }
}
