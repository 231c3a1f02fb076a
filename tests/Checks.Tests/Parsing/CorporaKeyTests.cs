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
        var agreement = new Agreement("openssh_semantics/authorized_keys_options");
        agreement.Rows(
            "openssh_semantics/authorized_keys_options.json",
            (_, row) =>
            {
                var text = row.GetProperty("options").GetString()!;
                var expected = row.GetProperty("expect");
                var options = KeyOptionsReader.Read(text, out _);
                if (expected.ValueKind == JsonValueKind.String)
                {
                    agreement.Compare(
                        text,
                        expected.GetString() == "invalid" ? "invalid" : "defaults",
                        options is null ? "invalid"
                            : options == KeyOptions.None ? "defaults"
                            : options.ToString()
                    );
                    return;
                }

                foreach (var property in expected.EnumerateObject())
                {
                    agreement.Compare(
                        $"{text}: {property.Name}",
                        property.Value.ToString(),
                        options is null ? "invalid" : Actual(property, options)
                    );
                }
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void Lines_with_whole_keys_have_the_options_and_comments_expected()
    {
        var agreement = new Agreement("augeas_lens_cases/authorized_keys");
        agreement.Rows(
            "augeas_lens_cases/authorized_keys.json",
            (name, row) =>
            {
                var text = row.GetProperty("input").GetString()!;
                var tree = row.GetProperty("expect");
                if (tree.ValueKind == JsonValueKind.String)
                {
                    agreement.Compare(
                        name,
                        "no key",
                        AuthorizedKeysFile.Parse(text).Keys.IsEmpty ? "no key" : "a key"
                    );
                    return;
                }

                var read = AuthorizedKeysFile.Parse(WithWholeKeys(text, tree));

                foreach (var (number, node) in Lines(text).Zip(Nodes(tree)))
                {
                    var key = read.Keys.FirstOrDefault(key => key.Line == number);
                    agreement.Compare(
                        $"{name}, line {number}",
                        $"{Child(node, "type")} {Child(node, "comment")}",
                        key is null ? "no key" : $"{key.Key.Type.Name} {key.Comment}",
                        key is null ? WhyNot(node) : ""
                    );
                }
            }
        );
        agreement.Conclude();
    }

    private static IEnumerable<int> Lines(string text) =>
        text.Split('\n')
            .Select((line, at) => (Line: line.Trim(), Number: at + 1))
            .Where(line => line.Line.Length > 0 && line.Line[0] != '#')
            .Select(line => line.Number);

    private static IEnumerable<JsonElement> Nodes(JsonElement tree) =>
        tree.EnumerateArray().Where(node => Child(node, "type").Length > 0);

    // The lens takes any word for a key, and its examples are shortened: what is compared is the line's form.
    private static string WithWholeKeys(string text, JsonElement tree)
    {
        var lines = text.Split('\n');
        foreach (var (number, node) in Lines(text).Zip(Nodes(tree)))
        {
            var (type, blob) = (Child(node, "type"), node.GetProperty("value").GetString()!);
            if (SshPublicKey.Read(type, blob, out _) is null && WholeKeys.Of(type) is { } whole)
            {
                lines[number - 1] = lines[number - 1]
                    .Replace($"{type} {blob}", $"{type} {whole}", StringComparison.Ordinal);
            }
        }

        return string.Join('\n', lines);
    }

    // sshd decodes a key.
    private static string WhyNot(JsonElement node) =>
        SshPublicKey.Read(
            Child(node, "type"),
            node.GetProperty("value").GetString()!,
            out var damage
        )
            is null
            ? $"sshd would not take this key: {damage}"
            : "";

    private static string Child(JsonElement node, string label) =>
        !node.TryGetProperty("children", out var children)
            ? ""
            : children
                .EnumerateArray()
                .Where(child => child.GetProperty("label").GetString() == label)
                .Select(child => child.GetProperty("value").GetString()!)
                .FirstOrDefault("");

    private static string Actual(JsonProperty expected, KeyOptions options) =>
        expected.Name switch
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
            "env" => Same(options.Environment, expected.Value),
            "permitopen" => Same(options.PermitOpen, expected.Value),
            "permitlisten" => Same(options.PermitListen, expected.Value),
            "no_require_user_presence" => options.TouchRequired ? "0" : "1",
            "require_verify" => options.VerifyRequired ? "1" : "0",
            "valid_before" => options.ExpiryTime ?? "0",
            "force_tun_device" => options.Tunnel ?? "-1",
            _ => throw new FormatException($"no option is called {expected.Name}"),
        };

    private static string Has(KeyOptions options, KeyPermits permit) =>
        options.Permits.HasFlag(permit) ? "1" : "0";

    private static string Same(IEnumerable<string> actual, JsonElement expected) =>
        actual.SequenceEqual(expected.EnumerateArray().Select(e => e.GetString()!))
            ? expected.ToString()
            : string.Join('|', actual);
}
