using System.Reflection;
using System.Runtime.CompilerServices;

namespace Fleet.Architecture.Tests;

/// <summary>The folders of one project from left to right: each may use itself and what stands to its left. What stands in no folder (Program) is rightmost.</summary>
/// <param name="Root">The root namespace.</param>
/// <param name="Folders">First namespace segments below it, left to right.</param>
internal sealed record FolderOrder(string Root, params string[] Folders)
{
    /// <summary>One line per use of something to the right, sorted; empty where the order is kept.</summary>
    public IReadOnlyList<string> Violations(Assembly assembly)
    {
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes())
        {
            if (PlaceOf(type) is not { } place)
            {
                continue;
            }

            foreach (var used in UsedTypes.Of(type))
            {
                if (PlaceOf(used) is { } usedPlace && usedPlace > place)
                {
                    violations.Add($"{Name(type)} uses {Name(used)}, which stands to its right");
                }
            }
        }

        return [.. violations];
    }

    /// <summary>Folders that exist in the assembly but have no place in the order.</summary>
    public IReadOnlyList<string> Unplaced(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Select(FolderOf)
                .OfType<string>()
                .Where(folder => folder.Length > 0 && !Folders.Contains(folder))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private int? PlaceOf(Type type) =>
        FolderOf(type) switch
        {
            null => null,
            "" => Folders.Length,
            var folder => Array.IndexOf(Folders, folder) is var place and >= 0
                ? place
                : Folders.Length,
        };

    private string? FolderOf(Type type)
    {
        var space = Outermost(type).Namespace ?? "";
        if (space != Root && !space.StartsWith(Root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        return space.Length == Root.Length ? "" : space[(Root.Length + 1)..].Split('.')[0];
    }

    private static Type Outermost(Type type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Name(Type type)
    {
        var named = type;
        while (
            named.DeclaringType is { } outer
            && named.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        )
        {
            named = outer;
        }

        return named.FullName ?? named.Name;
    }
}
