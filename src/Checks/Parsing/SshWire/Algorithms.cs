using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>
/// What Fleet knows of SSH's algorithms. OpenSSH's own stand in tables, with the releases that had them (its release notes and <c>myproposal.h</c> by tag); those of other
/// implementations are judged by what their names are made of.
/// </summary>
public static class Algorithms
{
    private static readonly FrozenDictionary<(AlgorithmKind, string), Algorithm> Table = KexTable
        .All.Concat(HostKeyTable.All)
        .Concat(CipherTable.All)
        .Concat(MacTable.All)
        .ToFrozenDictionary(algorithm => (algorithm.Kind, algorithm.Name));

    /// <summary>All that stand in tables, best first within a kind.</summary>
    public static IEnumerable<Algorithm> Known =>
        Table
            .Values.OrderBy(a => a.Kind)
            .ThenBy(a => a.Strength)
            .ThenBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>The verdict on a name; <see cref="AlgorithmStrength.Unknown"/> where nothing is known. Names are case-sensitive (RFC 4251 §6).</summary>
    public static Algorithm Of(AlgorithmKind kind, string name) =>
        Table.TryGetValue((kind, name), out var known)
            ? known
            : AlgorithmFamilies.Judge(kind, name);

    /// <summary>What a release's sshd can be told to offer instead: its own defaults that are not weak, best first.</summary>
    public static ImmutableArray<string> Recommended(AlgorithmKind kind, OpenSshVersion version) =>
        [
            .. Known
                .Where(a => a.Kind == kind && !a.IsWeak && a.IsDefaultIn(version))
                .Select(a => a.Name),
        ];

    internal static Algorithm Row(
        AlgorithmKind kind,
        string name,
        string life,
        AlgorithmStrength strength,
        string reason
    ) => new Algorithm(kind, name, strength, reason).WithLife(life);
}
