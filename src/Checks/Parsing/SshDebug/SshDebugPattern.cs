using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshDebug;

/// <summary>A line's words with <c>*</c> for what changes.</summary>
internal sealed class SshDebugPattern(SshDebugKind kind, string pattern)
{
    private readonly string[] _literals = pattern.Split('*');

    public SshDebugKind Kind => kind;

    /// <summary>What stands for each <c>*</c>; null where the line is another. The last literal is looked for from the end, since hosts' text may hold anything.</summary>
    public ImmutableArray<string>? Read(string line)
    {
        if (!line.StartsWith(_literals[0], StringComparison.Ordinal))
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<string>();
        var at = _literals[0].Length;
        for (var next = 1; next < _literals.Length; next++)
        {
            var literal = _literals[next];
            var end =
                next < _literals.Length - 1 ? line.IndexOf(literal, at, StringComparison.Ordinal)
                : literal.Length == 0 ? line.Length
                : line.EndsWith(literal, StringComparison.Ordinal) ? line.Length - literal.Length
                : -1;
            if (end < at)
            {
                return null;
            }

            values.Add(line[at..end]);
            at = end + literal.Length;
        }

        return at == line.Length ? values.ToImmutable() : null;
    }
}
