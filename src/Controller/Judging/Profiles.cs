using System.Collections.Immutable;
using System.Reflection;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;

namespace Fleet.Controller.Judging;

/// <summary>The profiles that ship with this version (<c>deploy/policies/profiles</c>); they are part of the program.</summary>
public static class Profiles
{
    private const string Folder = "profiles/";

    private static readonly Lazy<ImmutableArray<Profile>> All = new(() =>
        [.. Texts().Select(Read)]
    );

    /// <summary>By name.</summary>
    public static ImmutableArray<Profile> BuiltIn => All.Value;

    /// <summary>The built-in profile of a name; null: there is none.</summary>
    public static Profile? Find(string name) =>
        BuiltIn.FirstOrDefault(profile => profile.Name == name);

    /// <summary>The files as they are written, by name: something to begin one's own with.</summary>
    public static IEnumerable<(string Name, string Text)> Texts()
    {
        var program = typeof(Profiles).Assembly;
        foreach (
            var resource in program
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            yield return (
                Path.GetFileNameWithoutExtension(resource[Folder.Length..]),
                TextOf(program, resource)
            );
        }
    }

    private static Profile Read((string Name, string Text) file)
    {
        var reading = ProfileFile.Read(file.Text, file.Name + ".yaml", CheckCatalog.BuiltIn);
        return reading.Profile
            ?? throw new InvalidOperationException($"a built-in profile: {reading.Errors[0]}");
    }

    private static string TextOf(Assembly program, string resource)
    {
        using var reader = new StreamReader(program.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
