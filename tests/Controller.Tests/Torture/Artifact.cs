using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Controller.Tests.Torture;

/// <summary>Figures of a run, for whoever builds: one file of stories in the folder of artifacts.</summary>
internal static class Artifact
{
    private static readonly Lock Writing = new();

    public static void Write(
        string story,
        int runs,
        long lost,
        long duplicated,
        int crashes,
        double recoverySeconds
    )
    {
        lock (Writing)
        {
            Write(
                new JsonObject
                {
                    ["story"] = story,
                    ["runs"] = runs,
                    ["lost"] = lost,
                    ["duplicated"] = duplicated,
                    ["crashes"] = crashes,
                    ["recoverySeconds"] = Math.Round(recoverySeconds, 3),
                    ["passed"] = lost == 0 && duplicated == 0,
                }
            );
        }
    }

    private static void Write(JsonObject story)
    {
        var path = Path.Combine(Folder(), "torture.json");
        var stories = Read(path);
        var name = (string?)story["story"];
        foreach (var old in stories.Where(each => (string?)each?["story"] == name).ToList())
        {
            stories.Remove(old);
        }

        stories.Add(story);
        File.WriteAllText(
            path,
            stories.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n"
        );
    }

    private static JsonArray Read(string path) =>
        File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsArray() : [];

    private static string Folder()
    {
        var named = Environment.GetEnvironmentVariable("FLEET_ARTIFACTS");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(Root(), "artifacts") : named;
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
