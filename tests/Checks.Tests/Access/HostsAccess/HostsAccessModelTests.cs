using System.Net;
using System.Text.Json;
using Fleet.Checks.Access.HostsAccess;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.HostsAccess;

namespace Fleet.Checks.Tests.Access.HostsAccess;

public sealed class HostsAccessModelTests
{
    [Theory]
    [InlineData("", "", "10.0.0.1", "allowed")]
    [InlineData("", "sshd: ALL\n", "10.0.0.1", "denied")]
    [InlineData("", "sshd: ALL", "10.0.0.1", "allowed")] // no line end: libwrap ignores the line
    [InlineData("sshd: 10.\n", "ALL: ALL\n", "10.9.9.9", "allowed")]
    [InlineData("sshd: 10.\n", "ALL: ALL\n", "11.9.9.9", "denied")]
    [InlineData("sshd : 192.168.0.0/255.255.0.0\n", "ALL : ALL\n", "192.168.77.1", "allowed")]
    [InlineData("sshd : 192.168.0.0/24\n", "ALL : ALL\n", "192.168.1.1", "denied")]
    [InlineData("sshd : ALL EXCEPT 10.0.0.0/8\n", "ALL : ALL\n", "10.1.1.1", "denied")]
    [InlineData("ALL EXCEPT sshd : ALL\n", "ALL : ALL\n", "10.1.1.1", "denied")]
    [InlineData(
        "sshd : ALL EXCEPT 10.0.0.0/8 EXCEPT 10.1.\n",
        "ALL : ALL\n",
        "10.1.1.1",
        "allowed"
    )]
    [InlineData("sshd : 10. : deny\n", "", "10.1.1.1", "denied")]
    [InlineData("", "sshd : 10. : allow\nALL : ALL\n", "10.1.1.1", "allowed")]
    [InlineData("sshd : ALL : severity mail.info : rfc931 5 : DENY\n", "", "10.1.1.1", "denied")]
    [InlineData("sshd : ALL : twist /bin/echo no\n", "", "10.1.1.1", "denied")]
    [InlineData("sshd : ALL : nosuchoption\n", "", "10.1.1.1", "denied")]
    [InlineData("sshd : .example.org\n", "ALL : ALL\n", "10.1.1.1", "unknown")]
    [InlineData("sshd : LOCAL @group /etc/f\n", "ALL : ALL\n", "10.1.1.1", "unknown")]
    [InlineData("sshd : 192.168.1\n", "ALL : ALL\n", "192.168.1.1", "denied")]
    [InlineData("sshd : 61./255.255.255.255\n", "ALL : ALL\n", "61.1.1.1", "denied")]
    [InlineData("sshd : [2001:db8::]/32\n", "ALL : ALL\n", "2001:db8::7", "allowed")]
    [InlineData("sshd : [2001:db8::]/32\n", "ALL : ALL\n", "2001:db9::7", "denied")]
    [InlineData("vsftpd, sshd : 10.1. , \\\n 10.2.\n", "ALL : ALL\n", "10.2.1.1", "allowed")]
    [InlineData("# sshd : ALL\n\n", "sshd : ALL\n", "10.2.1.1", "denied")]
    [InlineData("SSHD : all\n", "ALL : ALL\n", "10.2.1.1", "allowed")]
    [InlineData("sshd@10.0.0.1 : ALL\n", "ALL : ALL\n", "10.2.1.1", "unknown")]
    public void The_first_rule_that_matches_decides(
        string allow,
        string deny,
        string source,
        string expected
    )
    {
        var address = IPAddress.Parse(source);
        var number = FieldText.Number(address);
        var answer = new HostsAccessModel(
            HostsAccessFile.Read(allow),
            HostsAccessFile.Read(deny)
        ).Ask("sshd", address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6);

        Assert.Equal(
            expected,
            answer.Allowed.Contains(number) ? "allowed"
                : answer.Denied.Contains(number) ? "denied"
                : "unknown"
        );
    }
}

/// <summary>The reader against others' trees of the same text.</summary>
public sealed class HostsAccessCorporaTests
{
    [Fact]
    public void Daemons_and_clients_are_those_of_the_augeas_trees()
    {
        var agreement = new Agreement("augeas_lens_cases/hosts_access");
        agreement.Rows(
            "augeas_lens_cases/hosts_access.json",
            (name, row) =>
            {
                var read = HostsAccessFile.Read(row.GetProperty("input").GetString()!).Rules;
                var expect = row.GetProperty("expect");
                var rules = expect.ValueKind == JsonValueKind.String ? [] : Rules(expect);
                agreement.Compare(name, $"{rules.Count} rules", $"{read.Length} rules");
                foreach (var (rule, node) in read.Zip(rules))
                {
                    agreement.Compare(
                        $"{name}, line {rule.Line}",
                        Joined(Children(node, "process"), Children(node, "client", "file")),
                        Joined(
                            Words(rule.Daemons, cutHost: true),
                            Words(rule.Clients, cutHost: false)
                        )
                    );
                }
            }
        );
        agreement.Conclude();
    }

    private static List<JsonElement> Rules(JsonElement tree) =>
        [
            .. tree.EnumerateArray()
                .Where(node =>
                    node.TryGetProperty("label", out var label)
                    && char.IsAsciiDigit(label.GetString()![0])
                ),
        ];

    private static string Joined(IEnumerable<string> daemons, IEnumerable<string> clients) =>
        $"{string.Join(' ', daemons)} : {string.Join(' ', clients)}";

    private static IEnumerable<string> Words(AccessList list, bool cutHost) =>
        list
            .Patterns.Select(p =>
                cutHost ? p.Split('@')[0]
                : p.Split('@') is [_, var host] && p[0] != '@' ? host
                : p
            )
            .Select(p =>
                p.StartsWith('/') || p.StartsWith('[')
                    ? p.Split("]/")[0] + (p.Contains("]/", StringComparison.Ordinal) ? "]" : "")
                    : p.Split('/')[0]
            )
            .Concat(list.Except is null ? [] : Words(list.Except, cutHost));

    private static IEnumerable<string> Children(JsonElement node, params string[] labels) =>
        node.GetProperty("children")
            .EnumerateArray()
            .SelectMany(child =>
                child.GetProperty("label").GetString() == "except" ? Children(child, labels)
                : labels.Contains(child.GetProperty("label").GetString())
                    ? [child.GetProperty("value").GetString()!]
                : []
            );
}
