using System.Text.Json;

namespace Fleet.Checks.Tests;

/// <summary>The folder of real inputs with expected values that <c>FLEET_CORPORA</c> names; without it, or without the part asked for, the test is skipped.</summary>
internal static class Corpus
{
    public static string Folder(string name) => Existing(name, Directory.Exists);

    public static string File(string name) => Existing(name, System.IO.File.Exists);

    public static JsonDocument Json(string name) =>
        JsonDocument.Parse(System.IO.File.ReadAllText(Existing(name, System.IO.File.Exists)));

    private static string Existing(string name, Predicate<string> exists)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_CORPORA");
        Assert.SkipWhen(string.IsNullOrEmpty(root), "FLEET_CORPORA is not set");
        var path = Path.Combine(root!, name);
        Assert.SkipUnless(exists(path), $"FLEET_CORPORA has no {name}");
        return path;
    }
}
