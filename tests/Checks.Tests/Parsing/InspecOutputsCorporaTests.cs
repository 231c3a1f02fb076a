using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.Pasted;
using static Fleet.Checks.Tests.Parsing.PlainReading;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>
/// Outputs that InSpec's tests feed to its resources. What those tests expect is not beside them, so each is held to a second, plain reading of its lines: nothing of it may be
/// lost or moved by the reader.
/// </summary>
public sealed partial class InspecOutputsCorporaTests
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
                                @" type (?<type>\S+) \((?<options>.*)\)$",
                                " ${type} ${options}",
                                RegexOptions.ExplicitCapture,
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
                        "^(SELinux status|Current mode|Loaded policy name): +(?<value>.*)$",
                        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
                        TimeSpan.FromSeconds(1)
                    )
                    .Select(match => match.Groups["value"].Value)
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
        PlainReading.Compare(kind, stem, plain, ours);
    }

    [GeneratedRegex(@"^(tcp|udp)6?\s", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Socket();

    /// <summary>The port behind the first address: a number that a blank follows.</summary>
    [GeneratedRegex(
        @"^\S+\s+([A-Z]\S*\s+)?\d+\s+\d+\s+\S*:(?<port>\d+)\s",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Ports();
}
