namespace Fleet.Checks.Parsing.Firewall;

/// <summary>The target of a NAT statement, as both tools write it.</summary>
public static class NatTarget
{
    /// <summary>Cuts <c>10.0.0.1:22</c>, <c>[fd00::1]:22</c>, <c>:22</c>, <c>10.0.0.1 . 22</c>, <c>fd00::1</c>.</summary>
    public static (string? Address, string? Port) Split(string target)
    {
        if (target.IndexOf(" . ", StringComparison.Ordinal) is > 0 and var joint)
        {
            return (target[..joint], target[(joint + 3)..]);
        }

        if (target.StartsWith('['))
        {
            var close = target.IndexOf("]:", StringComparison.Ordinal);
            return close > 0
                ? (
                    target[1..close].Replace("]-[", "-", StringComparison.Ordinal),
                    target[(close + 2)..]
                )
                : (
                    target
                        .Replace("[", "", StringComparison.Ordinal)
                        .Replace("]", "", StringComparison.Ordinal),
                    null
                );
        }

        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || target.IndexOf(':', colon + 1) > 0
            ? (target, null)
            : (colon == 0 ? null : target[..colon], target[(colon + 1)..]);
    }
}
