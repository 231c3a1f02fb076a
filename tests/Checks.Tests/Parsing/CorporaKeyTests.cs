using System.Text.Json;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>Keys and options against what OpenSSH's own tests expect of them.</summary>
public sealed class CorporaKeyTests
{
    [Fact]
    public void Options_are_read_as_OpenSSH_reads_them()
    {
        using var cases = Corpus.Json("openssh_semantics/authorized_keys_options.json");
        foreach (var row in cases.RootElement.EnumerateArray())
        {
            var text = row.GetProperty("options").GetString()!;
            var options = KeyOptionsReader.Read(text, out _);
            var expected = row.GetProperty("expect");
            if (expected.ValueKind == JsonValueKind.String)
            {
                var want = expected.GetString() == "invalid" ? null : KeyOptions.None;
                Assert.Equal(want, options);
                continue;
            }

            foreach (var property in expected.EnumerateObject())
            {
                if (Actual(property.Name, options!, property.Value) is not { } actual)
                {
                    TestContext.Current.AddWarning($"{text}: nothing compares {property.Name}");
                    continue;
                }

                Assert.True(
                    property.Value.ToString() == actual,
                    $"{text}: {property}, got {actual}"
                );
            }
        }
    }

    [Fact]
    public void Fingerprints_are_those_of_ssh_keygen()
    {
        var folder = Corpus.Folder("openssh_regress/regress/unittests/sshkey/testdata");
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.fp"))
        {
            var published = Path.ChangeExtension(file, ".pub");
            if (File.Exists(published))
            {
                var words = File.ReadAllText(published).Split(' ', '\n');
                var key = SshPublicKey.Read(words[0], words[1], out var error);
                Assert.True(key is not null, $"{published}: {error}");
                Assert.Equal(File.ReadAllText(file).Trim(), key.Fingerprint);
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void Lines_with_whole_keys_have_the_options_and_comments_expected()
    {
        using var cases = Corpus.Json("augeas_lens_cases/authorized_keys.json");
        var compared = 0;
        foreach (
            var (text, tree) in cases
                .RootElement.EnumerateArray()
                .Where(row => row.GetProperty("expect").ValueKind == JsonValueKind.Array)
                .Select(row => (row.GetProperty("input").GetString()!, row.GetProperty("expect")))
        )
        {
            var nodes = tree.EnumerateArray().Where(node => node.TryGetProperty("children", out _));
            foreach (var key in AuthorizedKeysFile.Parse(text).Keys)
            {
                var blob = text.Split('\n')[key.Line - 1];
                var node = nodes.First(node =>
                    blob.Contains(node.GetProperty("value").GetString()!, StringComparison.Ordinal)
                );
                Assert.Equal(Child(node, "comment"), key.Comment);
                Assert.Equal(Child(node, "type"), key.Key.Type.Name);
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }

    private static string Child(JsonElement node, string label) =>
        node.GetProperty("children")
            .EnumerateArray()
            .Where(child => child.GetProperty("label").GetString() == label)
            .Select(child => child.GetProperty("value").GetString()!)
            .FirstOrDefault("");

    private static string? Actual(string name, KeyOptions options, JsonElement expected) =>
        name switch
        {
            "restricted" => options.Restricted ? "1" : "0",
            "cert_authority" => options.IsCertificateAuthority ? "1" : "0",
            "permit_port_forwarding_flag" => Has(options, KeyPermits.PortForwarding),
            "permit_agent_forwarding_flag" => Has(options, KeyPermits.AgentForwarding),
            "permit_x11_forwarding_flag" => Has(options, KeyPermits.X11Forwarding),
            "permit_pty_flag" => Has(options, KeyPermits.Pty),
            "permit_user_rc" => Has(options, KeyPermits.UserRc),
            "force_command" => options.Command ?? "",
            "cert_principals" => options.Principals ?? "",
            "required_from_host_keys" => options.From ?? "",
            "env" => Same(options.Environment, expected),
            "permitopen" => Same(options.PermitOpen, expected),
            "permitlisten" => Same(options.PermitListen, expected),
            "no_require_user_presence" => options.TouchRequired ? "0" : "1",
            "require_verify" => options.VerifyRequired ? "1" : "0",
            _ => null,
        };

    private static string Has(KeyOptions options, KeyPermits permit) =>
        options.Permits.HasFlag(permit) ? "1" : "0";

    private static string Same(IEnumerable<string> actual, JsonElement expected) =>
        actual.SequenceEqual(expected.EnumerateArray().Select(e => e.GetString()!))
            ? expected.ToString()
            : string.Join('|', actual);
}
