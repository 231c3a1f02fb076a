namespace Fleet.Checks.Tests;

/// <summary>The folder of real inputs with expected values that <c>FLEET_CORPORA</c> names; without it, or without the part asked for, the test is skipped.</summary>
internal static class Corpus
{
    private static readonly AsyncLocal<string?> Elsewhere = new();

    public static string? Root =>
        Elsewhere.Value ?? Environment.GetEnvironmentVariable("FLEET_CORPORA");

    /// <summary>From here on this test, and no other, reads another folder.</summary>
    public static void ReadFrom(string folder) => Elsewhere.Value = folder;

    public static string Folder(string name) => Existing(name, Directory.Exists);

    public static string File(string name) => Existing(name, System.IO.File.Exists);

    /// <summary>The files of a folder and below it that fit a pattern, in the order of their paths.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Folder(folder), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal);

    /// <summary>A file's path below the folder.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root!, path);

    private static string Existing(string name, Predicate<string> exists)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Root), "FLEET_CORPORA is not set");
        var path = Path.Combine(Root!, name);
        Assert.SkipUnless(exists(path), $"FLEET_CORPORA has no {name}");
        return path;
    }
}
