using System.Text.Json;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Tests.Parsing.AuthLog;
using Fleet.Checks.Tests.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>Captured files and what <c>sshd -T</c> printed, against another project's parse of them.</summary>
public sealed class CapturedFilesCorporaTests
{
    [Fact]
    public void Accounts_have_the_fields_expected()
    {
        var agreement = new Agreement("jc/accounts");
        Captures.Each(
            agreement,
            "jc",
            "^passwd",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected
                        .EnumerateArray()
                        .Select(row => row.Texts("username", "uid", "gid", "home", "shell")),
                    Passwd
                        .Parse(text)
                        .Entries.Select(e => $"{e.Name}|{e.Uid}|{e.Gid}|{e.Home}|{e.Shell}")
                )
        );
        Captures.Each(
            agreement,
            "jc",
            "^shadow",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected.EnumerateArray().Select(TheirShadow),
                    Shadow.Parse(text).Entries.Select(OurShadow)
                )
        );
        Captures.Each(
            agreement,
            "jc",
            "^group",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected
                        .EnumerateArray()
                        .Select(row =>
                            $"{row.Texts("group_name", "gid")}|{string.Join(',', List(row, "members"))}"
                        ),
                    Group
                        .Parse(text)
                        .Entries.Select(e => $"{e.Name}|{e.Gid}|{string.Join(',', e.Members)}")
                )
        );
        Captures.Each(
            agreement,
            "jc",
            "^hosts",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected
                        .EnumerateArray()
                        .Select(row =>
                            $"{row.Text("ip")}|{string.Join(',', List(row, "hostname"))}"
                        ),
                    HostsFile
                        .Parse(text)
                        .Entries.Select(e =>
                            $"{e.Address}|{string.Join(',', e.Aliases.Prepend(e.Name))}"
                        )
                )
        );
        agreement.Conclude();
    }

    [Fact]
    public void Every_value_that_sshd_printed_is_kept()
    {
        var agreement = new Agreement("jc/sshd-T");
        Captures.Each(
            agreement,
            "jc",
            "^sshd-T",
            (name, text, expected) =>
            {
                _ = SshdTOutput.TryRead(text, out var effective);
                foreach (var theirs in expected.EnumerateObject().Where(IsKeyword))
                {
                    agreement.Compare(
                        $"{name}: {theirs.Name}",
                        Words(Values(theirs.Value).Concat(Split(expected, theirs.Name))),
                        Words([Plain(theirs.Name, effective[theirs.Name])])
                    );
                }
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void The_lines_of_a_configuration_outside_of_Match_are_read()
    {
        var agreement = new Agreement("jc/sshd_config");
        Captures.Each(
            agreement,
            "jc",
            "^sshd_config",
            (name, text, expected) =>
            {
                var lines = SshdText
                    .Read(text)
                    .Directives.Where(line =>
                        line.Conditions.All(section =>
                            section.Criteria.All(criterion => criterion.Kind.ToString() == "All")
                        )
                    )
                    .ToLookup(line => SshdKeywords.Spelling(line.Name), line => line.Words);
                // Include is no setting: what it names is read in its place.
                foreach (
                    var theirs in expected
                        .EnumerateObject()
                        .Where(p => IsKeyword(p) && p.Name != "include")
                )
                {
                    var words = lines[SshdKeywords.Spelling(theirs.Name)].SelectMany(line => line);
                    agreement.Compare(
                        $"{name}: {theirs.Name}",
                        Words(Values(theirs.Value).Concat(Split(expected, theirs.Name))),
                        Words(words)
                    );
                }
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void Of_syslog_only_the_lines_of_sshd_are_taken()
    {
        var agreement = new Agreement("jc/syslog");
        Captures.Each(
            agreement,
            "jc",
            "^syslog",
            (name, text, expected) =>
            {
                var lines = text.Split('\n').Where(line => line.Trim().Length > 0);
                foreach (var (line, row) in lines.Zip(expected.EnumerateArray()))
                {
                    var program = row.Text("tag") + row.Text("appname");
                    agreement.Compare(
                        $"{name}: {line}",
                        program == "sshd"
                            ? row.Text("date") + row.Text("timestamp")
                            : "not of sshd",
                        ReadLine.Of(line) is { IsOfSshd: true } read ? read.Stamp : "not of sshd",
                        line.Contains(" sshd(pam_unix)", StringComparison.Ordinal)
                            ? "Linux-PAM before 0.99.2 put its module beside the program's name: the line is PAM's, not sshd's"
                            : ""
                    );
                }
            }
        );
        agreement.Conclude();
    }

    private static string TheirShadow(JsonElement row) =>
        $"{row.Text("username")}|{row.Text("password").StartsWith('!')}|{row.Texts("last_changed", "minimum", "maximum", "warn", "inactive", "expire")}";

    private static string OurShadow(ShadowEntry e) =>
        $"{e.Name}|{e.Password is PasswordState.Locked or PasswordState.LockedWithout}|{e.LastChange}|{e.Minimum}|{e.Maximum}|{e.Warning}|{e.Inactive}|{e.Expires}";

    // What jc makes of a part of a value ("maxstartups_rate") is no keyword.
    private static bool IsKeyword(JsonProperty property) =>
        !property.Name.Contains('_', StringComparison.Ordinal);

    private static IEnumerable<string> Split(JsonElement row, string name) =>
        row.EnumerateObject()
            .Where(part =>
                part.Name.StartsWith(name + "_", StringComparison.Ordinal)
                && !part.Name.EndsWith("_strategy", StringComparison.Ordinal)
            )
            .SelectMany(part => Values(part.Value));

    private static string Plain(string name, string value) =>
        name == "maxstartups" ? value.Replace(':', ' ') : value.TrimStart('+', '-', '^');

    private static IEnumerable<string> List(JsonElement row, string name) =>
        row.TryGetProperty(name, out var list) ? Values(list) : [];

    private static IEnumerable<string> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(one => one.ToString()),
            JsonValueKind.Null => [],
            _ => [value.ToString()],
        };

    private static string Words(IEnumerable<string> values) =>
        string.Join(
            ' ',
            values
                .SelectMany(value => value.Split(' ', ',', '\n', '"'))
                .Where(word => word.Length > 0)
                // One value under two names (sshd_config(5), PermitRootLogin).
                .Select(word => word == "without-password" ? "prohibit-password" : word)
                .Order(StringComparer.Ordinal)
        );
}
