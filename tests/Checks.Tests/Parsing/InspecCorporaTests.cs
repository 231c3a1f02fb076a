using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;
using Fleet.Checks.Parsing.HostsAccess;
using Fleet.Checks.Parsing.Pam;
using Fleet.Checks.Parsing.Pasted;
using Fleet.Checks.Tests.Parsing.SshdConfig;
using Group = Fleet.Checks.Parsing.Accounts.Group;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>
/// Outputs and files that InSpec's tests feed to its resources. What those tests expect is not beside them, so each is held to a second, plain reading of its lines: nothing of it may be
/// lost or moved by the reader.
/// </summary>
public sealed partial class InspecCorporaTests
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
        ["ss"] = (
            "^ss-",
            text =>
                Lines(text)
                    .Where(line => Socket().IsMatch(line))
                    .Select(line => $"{Words(line)[0]} {Ports().Match(line).Groups["port"]}"),
            text =>
                SocketListing
                    .Read(text)
                    ?.Sockets.Select(socket => $"{socket.Protocol} {socket.Local.Port}")
        ),
        ["netstat"] = (
            "^netstat-tulpen",
            text =>
                Lines(text)
                    .Where(line => Socket().IsMatch(line))
                    .Select(line => Words(line))
                    .Select(words =>
                        $"{words[0]} {words[3]} {words.FirstOrDefault(word => word.Contains('/'))}"
                    ),
            text =>
                NetstatListing
                    .Read(text)
                    ?.Sockets.Select(socket =>
                        $"{socket.Protocol} {socket.Local.Address}:{socket.Local.Port} {socket.Holders[0].Pid}/{socket.Holders[0].Name.Split(' ')[0]}"
                    )
        ),
        ["routes"] = (
            "^netstat-rn",
            text =>
                Lines(text)
                    .Where(line => char.IsAsciiDigit(line[0]))
                    .Select(line => Words(line))
                    .Select(words => $"{words[0]} {words[1]} {words[2]} {words[3]} {words[^1]}"),
            text =>
                RouteListing
                    .Read(text)
                    ?.Routes.Select(route =>
                        $"{route.Destination} {route.Gateway} {route.Mask} {route.Flags} {route.Device}"
                    )
        ),
        ["mount"] = (
            "^mount",
            text =>
                Lines(text)
                    .Select(line =>
                        Regex
                            .Replace(
                                line,
                                @" type (\S+) \((.*)\)$",
                                " $1 $2",
                                RegexOptions.None,
                                TimeSpan.FromSeconds(1)
                            )
                            .Replace(" on /", " /", StringComparison.Ordinal)
                    ),
            text =>
                MountListing
                    .Read(text)
                    ?.Mounts.Select(mount =>
                        $"{mount.Source} {mount.Path} {mount.Type} {string.Join(',', mount.Options)}"
                    )
        ),
        ["df"] = (
            "^df-",
            text =>
                Lines(text)
                    .Skip(1)
                    .Select(line => Words(line))
                    .Select(words => $"{words[0]} {words[^2]} {words[^1]}"),
            text =>
                SpaceListing
                    .Read(text)
                    ?.FileSystems.Select(one =>
                        $"{one.Source.Split(' ')[0]} {one.UsedPercent}% {one.Path}"
                    )
        ),
        ["packages"] = (
            "^dpkg-query-W",
            text => Lines(text).Select(line => string.Join(' ', Words(line))),
            text =>
                PackageListing
                    .Read(text)
                    ?.Packages.Select(one =>
                        $"{one.State} {one.Name} {one.Version} {one.Architecture}"
                    )
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
        ["zones"] = (
            "^firewall-cmd--get-active-zones",
            text =>
                text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => string.Join(' ', Words(line))),
            text =>
                ZoneListing
                    .Read(text)
                    ?.Zones.SelectMany(zone =>
                        zone.Values.Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value)}")
                            .Prepend(zone.Name)
                    )
        ),
        ["sestatus"] = (
            "^sestatus",
            text =>
                Regex
                    .Matches(
                        text,
                        "^(SELinux status|Current mode|Loaded policy name): +(.*)$",
                        RegexOptions.Multiline,
                        TimeSpan.FromSeconds(1)
                    )
                    .Select(match => match.Groups[2].Value)
                    .Order(StringComparer.Ordinal),
            text =>
                PolicyStatus.Read(text) is { } status
                    ? new[]
                    {
                        status.IsEnabled ? "enabled" : "disabled",
                        status.Mode,
                        status.Policy,
                    }
                        .Where(word => word.Length > 0)
                        .Order(StringComparer.Ordinal)
                    : null
        ),
        ["ps"] = (
            "^ps-(axo|busybox)",
            text =>
                Lines(text)
                    .Skip(1)
                    .Select(line => Words(line))
                    .Select(words =>
                        $"{words.First(word => int.TryParse(word, out _))} {words[^1]}"
                    ),
            text =>
                ProcessListing
                    .Read(text)
                    ?.Processes.Select(one => $"{one.Pid} {one.Command.Split(' ')[^1]}")
        ),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_or_moved(string kind)
    {
        var (stem, plain, ours) = Kinds[kind];
        var names = new Regex(stem, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var agreement = new Agreement($"inspec/{kind}");
        foreach (
            var path in Corpus
                .Files("inspec", "*")
                .Where(path => names.IsMatch(Path.GetFileName(path)))
        )
        {
            agreement.Case(
                Corpus.Name(path),
                () =>
                {
                    var text = File.ReadAllText(path);
                    agreement.Rows(Corpus.Name(path), plain(text), ours(text));
                }
            );
        }

        agreement.Conclude();
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

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n')
            .Select(line => line.TrimEnd())
            .Where(line => line.Trim().Length > 0 && line.TrimStart()[0] != '#');

    private static IEnumerable<string[]> Fields(string text, char separator, int count) =>
        Lines(text).Select(line => line.Split(separator)).Where(fields => fields.Length == count);

    private static string[] Words(string line) =>
        line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(string list) =>
        string.Join(
            ' ',
            list.Split((char[])[' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries)
        );

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

    [GeneratedRegex(@"^(tcp|udp)6?\s", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Socket();

    /// <summary>The port behind the first address: a number that a blank follows.</summary>
    [GeneratedRegex(
        @"^\S+\s+([A-Z]\S*\s+)?\d+\s+\d+\s+\S*:(?<port>\d+)\s",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ports();
}
