using System.Text.Json;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Tests.Parsing.Firewall;

/// <summary>ufw's status against jc's parse of the same captures.</summary>
public sealed class UfwStatusCorporaTests
{
    [Fact]
    public void Every_rule_has_the_action_family_device_and_comment_expected()
    {
        var agreement = new Agreement("jc/ufw");
        foreach (var path in Corpus.Files("jc", "ufw*.out"))
        {
            if (!Path.GetFileName(path).StartsWith("ufw-appinfo", StringComparison.Ordinal))
            {
                agreement.Case(Corpus.Name(path), () => Status(agreement, path));
            }
        }

        agreement.Conclude();
    }

    private static void Status(Agreement agreement, string path)
    {
        using var expected = JsonDocument.Parse(
            File.ReadAllText(Path.ChangeExtension(path, ".json"))
        );
        var read = UfwStatus.Read(File.ReadAllText(path));
        var name = Corpus.Name(path);
        agreement.Compare(
            name,
            expected.RootElement.GetProperty("status").GetString(),
            read is null ? "no status"
                : read.IsActive ? "active"
                : "inactive"
        );
        var rules = expected.RootElement.GetProperty("rules").EnumerateArray().ToList();
        agreement.Compare($"{name}: rules", $"{rules.Count}", $"{read?.Rules.Length}");
        foreach (var (mine, theirs) in (read?.Rules ?? []).Zip(rules))
        {
            var service = Text(theirs, "to_service");
            agreement.Compare(
                $"{name}: {mine.Action} {mine.To}",
                string.Join(
                    '|',
                    Text(theirs, "action"),
                    Text(theirs, "action_direction"),
                    Text(theirs, "network_protocol"),
                    Text(theirs, "to_interface").Replace("any", "", StringComparison.Ordinal),
                    Text(theirs, "from_interface").Replace("any", "", StringComparison.Ordinal),
                    Text(theirs, "comment"),
                    service
                ),
                string.Join(
                    '|',
                    mine.Action,
                    mine.Direction,
                    mine.IsVersion6 ? "ipv6" : "ipv4",
                    mine.ToDevice,
                    mine.FromDevice,
                    mine.Comment,
                    mine.To.Contains(service, StringComparison.Ordinal) ? service : mine.To
                )
            );
        }
    }

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
