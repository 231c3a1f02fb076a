using System.Globalization;
using System.Text.Json;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Tests.Parsing.Pasted;

/// <summary>Chains, units, files, mounts, packages, processes and sessions as several distributions' commands printed them.</summary>
public sealed class ListingCorporaTests
{
    /// <summary>By kind: the captures' names, theirs and ours in the same words.</summary>
    private static readonly Dictionary<
        string,
        (
            string Stem,
            Func<JsonElement, IEnumerable<string>> Theirs,
            Func<string, IEnumerable<string>?> Ours
        )
    > Kinds = new()
    {
        ["iptables"] = (
            "^ip6?tables",
            rows => rows.EnumerateArray().SelectMany(TheirRules),
            text => ChainListing.Read(text)?.Chains.SelectMany(chain => OurRules(text, chain))
        ),
        ["systemctl"] = (
            "^systemctl",
            rows => rows.EnumerateArray().Select(TheirUnit),
            text => UnitListing.Read(text)?.Units.Select(OurUnit)
        ),
        ["stat"] = (
            "^stat(-|$)",
            rows => rows.EnumerateArray().Select(TheirStat),
            text =>
                StatListing
                    .Read(text)
                    ?.Files.Select(file =>
                        $"{file.Path}|{file.Mode}|{file.Owner}|{file.Group}|{file.Size}|{file.Target}"
                    )
        ),
        ["ls"] = (
            "^ls(-|$)",
            rows =>
                rows.EnumerateArray().Where(row => row.Text("flags").Length > 0).Select(TheirFile),
            text => FileListing.Read(text)?.Files.Select(OurFile)
        ),
        ["mount"] = (
            "^mount",
            rows =>
                rows.EnumerateArray()
                    .Select(row =>
                        $"{row.Texts("filesystem", "mount_point", "type")}|{string.Join(',', Strings(row, "options"))}"
                    ),
            text =>
                MountListing
                    .Read(text)
                    ?.Mounts.Select(mount =>
                        $"{mount.Source}|{mount.Path}|{mount.Type}|{string.Join(',', mount.Options)}"
                    )
        ),
        ["df"] = (
            "^df",
            rows =>
                rows.EnumerateArray()
                    .Select(row =>
                        $"{row.Text("filesystem")}|{row.Text("mounted_on")}|{row.Text("use_percent")}{row.Text("capacity_percent")}"
                    ),
            text =>
                SpaceListing
                    .Read(text)
                    ?.FileSystems.Select(one => $"{one.Source}|{one.Path}|{one.UsedPercent}")
        ),
        ["dpkg"] = (
            "^dpkg-l",
            rows =>
                rows.EnumerateArray()
                    .Select(row => row.Texts("codes", "name", "version", "architecture")),
            text =>
                PackageListing
                    .Read(text)
                    ?.Packages.Select(one =>
                        $"{one.State}|{one.Name}|{one.Version}|{one.Architecture}"
                    )
        ),
        ["ps"] = (
            "^ps(-|$)",
            rows =>
                rows.EnumerateArray()
                    .Select(row =>
                        $"{row.Text("pid")}|{row.Text("ppid")}|{row.Text("user")}{row.Text("uid")}|{row.Text("stat")}|{row.Text("command")}{row.Text("cmd")}"
                    ),
            text =>
                ProcessListing
                    .Read(text)
                    ?.Processes.Select(one =>
                        $"{one.Pid}|{one.Parent}|{one.User}|{one.State}|{one.Command}"
                    )
        ),
        ["who"] = (
            "^(who|w)(-|$)",
            rows =>
                rows.EnumerateArray()
                    .Where(row => row.Text("user").Length > 0)
                    .Select(row =>
                        $"{row.Texts("user", "tty", "from")}|{row.Text("time")}{row.Text("login_at")}"
                    ),
            text =>
                SessionListing
                    .Read(text)
                    ?.Sessions.Where(one => !(one.User == "LOGIN" && one.From.Length == 0))
                    .Select(one => $"{one.User}|{one.Terminal}|{one.From}|{one.Since}")
        ),
        ["last"] = (
            "^lastb?(-|$)",
            rows => rows.EnumerateArray().Select(TheirLogin),
            text =>
                LoginListing
                    .Read(text)
                    ?.Logins.Select(one =>
                        $"{one.User}|{one.Terminal}|{one.From}|{one.Began}|{one.Ended.Replace("still running", "running", StringComparison.Ordinal)}|{Hours(one.Lasted)}"
                    )
        ),
        ["ufw_app"] = (
            "^ufw-appinfo",
            rows => rows.EnumerateArray().Select(TheirPorts),
            text => AppListing.Read(text)?.Apps.Select(OurPorts)
        ),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_row_reads_as_expected(string kind)
    {
        var agreement = new Agreement($"jc/{kind}");
        var (stem, theirs, ours) = Kinds[kind];
        Captures.Each(
            agreement,
            "jc",
            stem,
            (name, text, expected) =>
            {
                // A kernel's file of the same name is no list.
                if (expected.ValueKind == JsonValueKind.Array)
                {
                    agreement.Rows(name, theirs(expected), ours(text), Why);
                }
            }
        );
        agreement.Conclude();
    }

    private static string Why(string theirs, string ours) =>
        theirs.Split('|') is [var name, var title, var few]
        && ours.Split('|') is [var same, var equal, var all]
        && (name, title) == (same, equal)
        && few.Split(' ').All(all.Split(' ').Contains)
            ? "jc keeps of several lines for one protocol only the last"
            : "";

    private static IEnumerable<string> TheirRules(JsonElement chain) =>
        chain
            .GetProperty("rules")
            .EnumerateArray()
            .Select(rule =>
                rule.Texts("target", "prot", "in", "out", "source", "destination", "options")
            )
            // Only -v prints a policy's counters; jc keeps the policy then alone.
            .Prepend($"{chain.Text("chain")} {chain.Text("default_policy")}".Trim());

    private static IEnumerable<string> OurRules(string text, PastedChain chain) =>
        chain
            .Rules.Select(rule =>
                $"{rule.Target}|{rule.Protocol}|{rule.In}|{rule.Out}|{rule.Source}|{rule.Destination}|{rule.Options}"
            )
            .Prepend(
                text.Contains(
                    $"Chain {chain.Name} (policy {chain.Policy})",
                    StringComparison.Ordinal
                )
                    ? chain.Name
                    : $"{chain.Name} {chain.Policy}".Trim()
            );

    private static string TheirUnit(JsonElement row) =>
        row.Text("job").Length > 0 ? $"{row.Text("unit")}|{row.Text("type")} {row.Text("state")}"
        : row.Text("unit_file").Length > 0 ? row.Texts("unit_file", "state")
        : row.Text("listen").Length > 0 ? row.Texts("unit", "listen", "activates")
        : row.Texts("unit", "load", "active", "sub", "description");

    private static string OurUnit(PastedUnit unit) =>
        unit.Job.Length > 0 ? $"{unit.Name}|{unit.Job}"
        : unit.FileState.Length > 0 ? $"{unit.Name}|{unit.FileState}"
        : unit.Listen.Length > 0 ? $"{unit.Name}|{unit.Listen}|{unit.Activates}"
        : $"{unit.Name}|{unit.Load}|{unit.Active}|{unit.Sub}|{unit.Description}";

    private static string TheirStat(JsonElement row) =>
        row.Texts("file", "flags", "user", "group", "size", "link_to");

    private static string TheirFile(JsonElement row) =>
        $"{row.Text("parent")}|{row.Text("filename").TrimEnd('\n')}|{row.Texts("flags", "owner", "group", "link_to")}";

    private static string OurFile(PastedFile file)
    {
        var slash = file.Path.LastIndexOf('/');
        return string.Join(
            '|',
            slash < 0 ? "" : file.Path[..slash],
            file.Path[(slash + 1)..].TrimEnd('\n'),
            file.Mode,
            file.Owner,
            file.Group,
            file.Target
        );
    }

    private static string TheirLogin(JsonElement row) =>
        row.Texts("user", "tty", "hostname", "login", "logout", "duration");

    // 1+13:58 is 37:58 to them.
    private static string Hours(string lasted)
    {
        var parts = lasted.Split('+', ':');
        return parts.Length < 3
            ? lasted
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(int.Parse(parts[0]) * 24) + int.Parse(parts[1])}:{parts[2]}"
            );
    }

    private static string TheirPorts(JsonElement row) =>
        row.Texts("profile", "title")
        + "|"
        + string.Join(
            ' ',
            Ports(row, "tcp").Concat(Ports(row, "udp")).Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Ports(JsonElement row, string protocol) =>
        Strings(row, protocol + "_list")
            .Select(port => $"{port}-{port}/{protocol}")
            .Concat(
                row.TryGetProperty(protocol + "_ranges", out var ranges)
                    ? ranges
                        .EnumerateArray()
                        .Select(range => $"{range.Text("start")}-{range.Text("end")}/{protocol}")
                    : []
            );

    private static string OurPorts(PastedApp app) =>
        $"{app.Name}|{app.Title}|"
        + string.Join(
            ' ',
            app.Ports.SelectMany(one =>
                    (one.Protocol.Length == 0 ? (string[])["tcp", "udp"] : [one.Protocol]).Select(
                        protocol => $"{one.First}-{one.Last}/{protocol}"
                    )
                )
                .Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Strings(JsonElement row, string name) =>
        row.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(one => one.ToString())
            : [];
}
