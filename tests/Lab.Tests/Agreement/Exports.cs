using System.Text.Json;
using System.Xml.Linq;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>A sweep of real hosts in every form that <c>fleet sweep report</c> writes: each tells as many failures as the sweep has.</summary>
internal static class Exports
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.Ordinal)
    {
        ["html"] = "html",
        ["json"] = "json",
        ["csv"] = "csv",
        ["junit"] = "xml",
        ["sarif"] = "sarif",
        ["markdown"] = "md",
    };

    /// <summary>Writes them all, keeps them where artifacts are kept, and compares what they count.</summary>
    public static async Task CompareAsync(FleetInLab fleet, string profile, JsonElement shown)
    {
        var sweep = $"S-{shown.GetProperty("sweep").GetProperty("id").GetInt64()}";
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var format in Extensions.Keys)
        {
            var ran = await fleet.RunAsync("sweep", "report", sweep, "--format", format);
            Assert.True(ran.Succeeded, $"fleet sweep report --format {format}: {ran.Stderr}");
            written[format] = ran.Stdout;
            Keep($"{profile}.{Extensions[format]}", ran.Stdout);
        }

        var results = shown.GetProperty("results").GetArrayLength();
        var failed = shown.GetProperty("totals").GetProperty("fail").GetInt32();
        Assert.True(failed > 0, "nothing fails");
        Assert.Equal(results, XDocument.Parse(written["junit"]).Descendants("testcase").Count());
        Assert.Equal(failed, XDocument.Parse(written["junit"]).Descendants("failure").Count());
        Assert.Equal(
            results,
            JsonDocument.Parse(written["json"]).RootElement.GetProperty("results").GetArrayLength()
        );
        Assert.Contains("</html>", written["html"], StringComparison.Ordinal);
        Assert.NotEmpty(
            JsonDocument.Parse(written["sarif"]).RootElement.GetProperty("runs").EnumerateArray()
        );
        Assert.True(written["csv"].Split('\n').Length > results, "the table has a line a result");
        Assert.NotEmpty(written["markdown"]);
    }

    private static void Keep(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("FLEET_ARTIFACTS") is { Length: > 0 } folder)
        {
            var kept = Directory.CreateDirectory(Path.Combine(folder, "agreement")).FullName;
            File.WriteAllText(Path.Combine(kept, name), text);
        }
    }
}
