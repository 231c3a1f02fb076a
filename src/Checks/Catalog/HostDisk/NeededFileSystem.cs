using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>A file system that a login needs, as its fact tells it: <c>rw ext4 home,log</c>.</summary>
/// <param name="IsReadOnly">Nothing can be written to it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Uses">What of a login lies on it, as <see cref="LoginPlace.Name"/>.</param>
internal sealed record NeededFileSystem(bool IsReadOnly, string Type, ImmutableArray<string> Uses)
{
    public static NeededFileSystem Parse(string value) =>
        value.Split(' ') is [var access, var type, var uses]
            ? new NeededFileSystem(access == "ro", type, [.. uses.Split(',')])
            : new NeededFileSystem(false, value, []);

    /// <summary>The places that must be writable.</summary>
    public ImmutableArray<string> WrittenUses => [.. Uses.Where(use => use != LoginPlace.System)];

    /// <summary>What does not work where nothing can be written, for a sentence.</summary>
    public string Consequence =>
        string.Join(
            ", ",
            Uses.Select(LoginPlace.ConsequenceOf).Where(text => text.Length > 0).Distinct()
        );

    public override string ToString() =>
        $"{(IsReadOnly ? "ro" : "rw")} {Type} {string.Join(',', Uses)}";
}
