using System.Globalization;
using System.Text.Json;
using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Tests.Parsing.KnownHosts;

public sealed class KnownHostsCorporaTests
{
    private const string Semantics = "openssh_semantics";
    private const string Lenses = "augeas_lens_cases/known_hosts";

    [Fact]
    public void Lines_read_as_OpenSSH_s_own_tests_expect()
    {
        var table = Corpus.File($"{Semantics}/known_hosts_lines.json");
        var agreement = new Agreement($"{Semantics}/known_hosts_lines");
        agreement.Case(
            "known_hosts_lines.json",
            () =>
            {
                using var cases = JsonDocument.Parse(File.ReadAllText(table));
                var named = Path.GetFullPath(
                    cases.RootElement.GetProperty("file").GetString()!,
                    Corpus.Folder(Semantics)
                );
                var file = KnownHostsFile.Parse(named, File.ReadAllText(named));
                foreach (var row in cases.RootElement.GetProperty("rows").EnumerateArray())
                {
                    agreement.Case(row.ToString(), () => Row(agreement, file, row));
                }
            }
        );
        agreement.Conclude();
    }

    private static void Row(Agreement agreement, KnownHostsFile file, JsonElement row)
    {
        var number = row.GetProperty("line").GetInt32();
        var name = string.Create(CultureInfo.InvariantCulture, $"known_hosts:{number}");
        agreement.Compare(name, Expected(row), Got(file, number));
        foreach (var match in row.GetProperty("matches").EnumerateObject())
        {
            agreement.Compare(
                $"{name} {match.Name}",
                match.Value.GetBoolean() ? "names it" : "does not",
                Names(file, number, match.Name) ? "names it" : "does not"
            );
        }
    }

    [Fact]
    public void Files_have_the_names_types_and_keys_expected()
    {
        var agreement = new Agreement(Lenses);
        AugeasNode.Each(
            agreement,
            "known_hosts",
            (name, input, expected) =>
            {
                // What augeas tells from a comment by its #, OpenSSH has as one text; keys are shortened there, so lines that OpenSSH would pass over are compared too.
                var lines = KnownHostsFile.Parse(name, input);
                var got = input
                    .Split('\n')
                    .Select((_, index) => Line(lines, index + 1))
                    .OfType<string>();
                agreement.Compare(
                    name,
                    string.Join('\n', expected.Select(Line)),
                    string.Join('\n', got)
                );
            }
        );
        agreement.Conclude();
    }

    private static string Expected(JsonElement row)
    {
        string Text(string property) => row.GetProperty(property).GetString() ?? "";
        return Text("status") switch
        {
            "HKF_STATUS_COMMENT" => "comment",
            "HKF_STATUS_OK" =>
                $"{Text("marker")} {Text("hosts")} {Text("keytype")} {Text("comment")}",
            _ => $"broken {Text("hosts")}",
        };
    }

    private static string Got(KnownHostsFile file, int number)
    {
        if (file.Broken.FirstOrDefault(line => line.Number == number) is { } broken)
        {
            return $"broken {broken.Hosts}";
        }

        if (file.Lines.FirstOrDefault(line => line.Number == number) is not { } read)
        {
            return "comment";
        }

        var marker = read.Marker switch
        {
            KnownHostMarker.CertAuthority => "MRK_CA",
            KnownHostMarker.Revoked => "MRK_REVOKE",
            _ => "MRK_NONE",
        };
        var type = read.Key.Type.ShortName;
        // The corpus leaves hashed names out.
        return $"{marker} {(read.IsHashed ? "" : read.Hosts)} KEY_{type} {read.Comment}";
    }

    private static bool Names(KnownHostsFile file, int number, string name) =>
        file.Lines.Any(line => line.Number == number && line.Names(name))
        || file.Broken.Any(line =>
            line.Number == number && KnownHostName.IsMatch(name, line.Hosts)
        );

    private static string Line(AugeasNode node) =>
        string.Join(',', [node.Value, .. node.Values("alias")]);

    private static string? Line(KnownHostsFile file, int number) =>
        file.Lines.FirstOrDefault(line => line.Number == number)?.Hosts
        ?? file.Broken.FirstOrDefault(line => line.Number == number)?.Hosts;
}
