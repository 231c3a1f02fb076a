using System.Text.Json;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Tests.Parsing.Firewall;

/// <summary>ufw's status against jc's parse of the same captures.</summary>
public sealed class UfwStatusCorporaTests
{
    [Theory]
    [InlineData("generic/ufw")]
    [InlineData("generic/ufw-numbered")]
    [InlineData("generic/ufw-numbered2")]
    [InlineData("generic/ufw-inactive")]
    [InlineData("ubuntu-18.04/ufw-verbose")]
    [InlineData("ubuntu-18.04/ufw-numbered")]
    public void Every_rule_has_the_action_family_device_and_comment_expected(string name)
    {
        var folder = Corpus.Folder("jc/tests/fixtures");
        var path = Path.Combine(folder, name);
        Assert.SkipUnless(File.Exists(path + ".out"), $"FLEET_CORPORA has no {name}");
        using var expected = JsonDocument.Parse(File.ReadAllText(path + ".json"));
        var read = UfwStatus.Read(File.ReadAllText(path + ".out"))!;
        var rules = expected.RootElement.GetProperty("rules").EnumerateArray().ToList();

        Assert.Equal(
            expected.RootElement.GetProperty("status").GetString() == "active",
            read.IsActive
        );
        Assert.Equal(rules.Count, read.Rules.Length);
        foreach (var (mine, theirs) in read.Rules.Zip(rules))
        {
            Assert.Equal(Text(theirs, "action"), mine.Action);
            Assert.Equal(Text(theirs, "action_direction"), mine.Direction);
            Assert.Equal(Text(theirs, "network_protocol") == "ipv6", mine.IsVersion6);
            Assert.Equal(Text(theirs, "to_interface").Replace("any", ""), mine.ToDevice);
            Assert.Equal(Text(theirs, "from_interface").Replace("any", ""), mine.FromDevice);
            Assert.Equal(Text(theirs, "comment"), mine.Comment);
            Assert.Contains(Text(theirs, "to_service"), mine.To);
        }
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
