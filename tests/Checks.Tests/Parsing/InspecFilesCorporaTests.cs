using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;
using Fleet.Checks.Parsing.HostsAccess;
using Fleet.Checks.Parsing.Pam;
using Fleet.Checks.Tests.Parsing.SshdConfig;
using static Fleet.Checks.Tests.Parsing.PlainReading;
using Group = Fleet.Checks.Parsing.Accounts.Group;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>
/// Files and settings that InSpec's tests feed to its resources. What those tests expect is not beside them, so each is held to a second, plain reading of its lines: nothing of it may be
/// lost or moved by the reader.
/// </summary>
public sealed partial class InspecFilesCorporaTests
{
    /// <summary>By kind: which files, the plain reading, and ours in the same words.</summary>
    private static readonly Dictionary<
        string,
        (
            string Stem,
            Func<string, IEnumerable<string>> Plain,
            Func<string, IEnumerable<string>?> Ours
        )
    > Kinds = new()
    {
        ["accounts"] = (
            "^(passwd|getent-passwd.*)$",
            text => Fields(text, ':', 7).Select(f => $"{f[0]} {f[2]} {f[3]} {f[5]} {f[6]}"),
            text =>
                Passwd
                    .Parse(text)
                    .Entries.Select(e => $"{e.Name} {e.Uid} {e.Gid} {e.Home} {e.Shell}")
        ),
        ["shadow"] = (
            "^(shadow|getent-shadow.*)$",
            text =>
                Fields(text, ':', 9)
                    .Select(f => $"{f[0]} {f[2]} {f[3]} {f[4]} {f[5]} {f[6]} {f[7]}"),
            text =>
                Shadow
                    .Parse(text)
                    .Entries.Select(e =>
                        $"{e.Name} {e.LastChange} {e.Minimum} {e.Maximum} {e.Warning} {e.Inactive} {e.Expires}"
                    )
        ),
        ["groups"] = (
            "^(etcgroup|group_info|getent-group.*)$",
            text => Fields(text, ':', 4).Select(f => $"{f[0]} {f[2]} {f[3]}"),
            text =>
                Group
                    .Parse(text)
                    .Entries.Select(e => $"{e.Name} {e.Gid} {string.Join(',', e.Members)}")
        ),
        ["hosts"] = (
            "^hosts$",
            text => Lines(text).Select(line => string.Join(' ', Words(line))),
            text =>
                HostsFile
                    .Parse(text)
                    .Entries.Select(e =>
                        string.Join(' ', e.Aliases.Prepend(e.Name).Prepend(e.Address.ToString()))
                    )
        ),
        ["hosts_access"] = (
            @"^hosts\.(allow|deny)$",
            text => Lines(text).Select(line => Plain(line.Split(':')[0])),
            text =>
                HostsAccessFile
                    .Read(text)
                    .Rules.Select(rule => string.Join(' ', rule.Daemons.Patterns))
        ),
        ["limits"] = (
            "^limits.conf$",
            text => Lines(text).Select(line => string.Join(' ', Words(line))),
            text =>
                LimitsConf
                    .Parse(text)
                    .Lines.Select(line => $"{line.Domain} {line.Type} {line.Item} {line.Value}")
        ),
        ["login_defs"] = (
            @"^login\.defs$",
            text =>
                Lines(text)
                    .Select(line => string.Join(' ', Words(line)))
                    .Order(StringComparer.Ordinal),
            text =>
                LoginDefs
                    .Parse(text)
                    .Values.Select(pair => $"{pair.Key} {pair.Value}")
                    .Order(StringComparer.Ordinal)
        ),
        ["sshd_config"] = (
            "^sshd_config",
            text => Lines(text).Select(line => string.Join(' ', Words(line))),
            text =>
                SshdText
                    .Read(text)
                    .Directives.Select(line => $"{line.Name} {string.Join(' ', line.Words)}")
        ),
        ["iptables"] = (
            "^ip6?tables-s",
            text =>
                Saved()
                    .Matches(text)
                    .Select(rule => $"{rule.Groups["chain"]} {rule.Groups["target"]}"),
            text =>
                IptablesSaveReader
                    .Read(text, TableFamily.Ip)
                    .Tables[0]
                    .Chains.Values.SelectMany(chain =>
                        chain.Rules.Select(rule =>
                            (rule.Line, Text: $"{chain.Name} {Target(rule)}")
                        )
                    )
                    .OrderBy(rule => rule.Line)
                    .Select(rule => rule.Text)
        ),
        ["units"] = (
            "^systemctl-show",
            text => Lines(text).Where(line => line.Contains('=')).Order(StringComparer.Ordinal),
            text =>
                SystemdUnit
                    .Read(text)
                    .SelectMany(unit => unit.Properties)
                    .Select(pair => $"{pair.Key}={pair.Value}")
                    .Order(StringComparer.Ordinal)
        ),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_or_moved(string kind)
    {
        var (stem, plain, ours) = Kinds[kind];
        PlainReading.Compare(kind, stem, plain, ours);
    }

    [Fact]
    public void An_nft_listing_has_what_its_JSON_has()
    {
        var agreement = new Agreement("inspec/nft");
        foreach (var path in Corpus.Files("inspec", "nftables-*-json"))
        {
            agreement.Case(Corpus.Name(path), () => Listed(agreement, path));
        }

        agreement.Conclude();
    }

    private static void Listed(Agreement agreement, string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var table = NftReader.Read(File.ReadAllText(path[..^"-json".Length])).Tables[0];
        foreach (var entry in json.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (entry.TryGetProperty("chain", out var chain))
            {
                var hook = table.Chains[chain.Text("name")].Hook;
                agreement.Compare(
                    $"{Corpus.Name(path)}: {chain.Text("name")}",
                    chain.Texts("family", "table", "type", "hook", "prio", "policy"),
                    $"{table.Family}|{table.Name}|{hook?.Type}|{hook?.Hook}|{hook?.Priority}|{(hook is { Accepts: false } ? "drop" : "accept")}".ToLowerInvariant()
                );
                agreement.Compare(
                    $"{Corpus.Name(path)}: rules",
                    $"{json.RootElement.GetProperty("nftables").EnumerateArray().Count(one => one.TryGetProperty("rule", out _))}",
                    $"{table.Chains[chain.Text("name")].Rules.Length}"
                );
            }

            if (
                entry.TryGetProperty("set", out var set)
                && set.TryGetProperty("elem", out var elements)
            )
            {
                agreement.Compare(
                    $"{Corpus.Name(path)}: {set.Text("name")}",
                    string.Join(' ', elements.EnumerateArray()),
                    string.Join(
                        ' ',
                        table.Sets[set.Text("name")].Elements.Select(one => one.Key[0])
                    )
                );
            }
        }
    }

    private static string Target(FirewallRule rule) =>
        rule
            .Statements.OfType<VerdictStatement>()
            .Select(verdict =>
                verdict.Verdict.Chain ?? verdict.Verdict.Kind.ToString().ToUpperInvariant()
            )
            .FirstOrDefault("");

    [GeneratedRegex(
        @"^-A (?<chain>\S+).* -j (?<target>\S+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Saved();
}
