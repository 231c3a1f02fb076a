using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.Pam;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>Files of accounts and of PAM as augeas' lens tests have them: each line in one form, theirs against ours.</summary>
public sealed class AccountFilesCorporaTests
{
    private static readonly Dictionary<
        string,
        (Func<string, IEnumerable<string>> Ours, Func<AugeasNode, string> Theirs)
    > Lenses = new()
    {
        ["passwd"] = (
            text =>
                Passwd
                    .Parse(text)
                    .Entries.Select(e => $"{e.Name} {e.Uid} {e.Gid} {e.Home} {e.Shell}"),
            node => $"{node.Label} {node["uid"]} {node["gid"]} {node["home"]} {node["shell"]}"
        ),
        ["group"] = (
            text =>
                Group
                    .Parse(text)
                    .Entries.Select(e => $"{e.Name} {e.Gid} {string.Join(',', e.Members)}"),
            node => $"{node.Label} {node["gid"]} {string.Join(',', node.Values("user"))}"
        ),
        ["gshadow"] = (
            text =>
                GroupShadow
                    .Parse(text)
                    .Entries.Select(e =>
                        $"{e.Name} {string.Join(',', e.Administrators)} {string.Join(',', e.Members)}"
                    ),
            node =>
                $"{node.Label} {string.Join(',', node.Values("admin"))} {string.Join(',', node.Values("member"))}"
        ),
        ["shadow"] = (
            text =>
                Shadow
                    .Parse(text)
                    .Entries.Select(e =>
                        $"{e.Name} {e.Password is PasswordState.Locked or PasswordState.LockedWithout} {e.LastChange} {e.Minimum} {e.Maximum} {e.Warning} {e.Inactive} {e.Expires}"
                    ),
            node =>
                $"{node.Label} {node["password"].StartsWith('!')} {node["lastchange_date"]} {node["minage_days"]} {node["maxage_days"]} {node["warn_days"]} {node["inactive_days"]} {node["expire_date"]}"
        ),
        ["login_defs"] = (
            text =>
                LoginDefs
                    .Parse(text)
                    .Values.Select(pair => $"{pair.Key} {pair.Value}")
                    .Order(StringComparer.Ordinal),
            node => $"{node.Label} {node.Value}"
        ),
        ["shells"] = (text => WordPerLine.Parse(text), node => node.Value),
        ["securetty"] = (text => WordPerLine.Parse(text), node => node.Value),
        ["hosts"] = (
            text =>
                HostsFile
                    .Parse(text)
                    .Entries.Select(e => $"{e.Address} {e.Name} {string.Join(' ', e.Aliases)}"),
            node => $"{node["ipaddr"]} {node["canonical"]} {string.Join(' ', node.Values("alias"))}"
        ),
        ["nsswitch"] = (
            text =>
                NameServiceSwitch
                    .Parse(text)
                    .Entries.Select(e =>
                        $"{e.Database} {string.Join(' ', e.Services)} | {string.Join(' ', e.Reactions)}"
                    ),
            node =>
                $"{node.Value} {string.Join(' ', node.Values("service"))} | {string.Join(' ', node.Children.Where(child => child.Label == "reaction").SelectMany(child => child.Children).Select(Reaction))}"
        ),
        ["limits"] = (
            text =>
                LimitsConf
                    .Parse(text)
                    .Lines.Select(line => $"{line.Domain} {line.Type} {line.Item} {line.Value}"),
            node => $"{node.Value} {node["type"]} {node["item"]} {node["value"]}"
        ),
        ["access"] = (
            text =>
                AccessConf
                    .Parse(text)
                    .Rules.Select(rule =>
                        $"{(rule.Grants ? '+' : '-')} {string.Join(' ', rule.Users)} : {string.Join(' ', rule.Origins)}"
                    ),
            node =>
                $"{node.Value} {string.Join(' ', Tokens(node, "origin", false))} : {string.Join(' ', Tokens(node, "origin", true))}"
        ),
        ["fstab"] = (
            text =>
                (FileSystemTable.Read(text)?.Mounts ?? []).Select(mount =>
                    $"{mount.Source} {mount.Path} {mount.Type} {string.Join(',', mount.Options)}"
                ),
            node =>
                $"{node["spec"]} {node["file"]} {string.Join(',', node.Values("vfstype"))} {string.Join(',', node.Children.Where(child => child.Label == "opt").Select(Option))}"
        ),
        ["sysctl"] = (
            text =>
                (KernelSettings.Read(text)?.Settings ?? []).Select(one =>
                    $"{one.Name} {one.Value}"
                ),
            node => $"{node.Label} {node.Value}"
        ),
        // A template: what stands in braces is authselect's, not PAM's.
        ["authselectpam"] = (
            text =>
                PamFile
                    .Parse(text)
                    .Lines.Select(line => $"{line.Type} {line.Control} {line.Module}"),
            node =>
                $"{Enum.Parse<PamType>(node["type"], ignoreCase: true)} {node["control"]} {node["module"]}"
        ),
        ["pam"] = (text => PamFile.Parse(text).Lines.Select(Line), Theirs),
        ["pamconf"] = (text => PamFile.Parse(text, withService: true).Lines.Select(Line), Theirs),
    };

    public static TheoryData<string> Names => [.. Lenses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_line_reads_as_expected(string lens)
    {
        var agreement = new Agreement($"augeas_lens_cases/{lens}");
        var (ours, theirs) = Lenses[lens];
        AugeasNode.Each(
            agreement,
            lens,
            (name, input, expected) =>
            {
                var lines = expected.Select(node => theirs(node).TrimEnd()).ToList();
                var got = Joined(ours(input).Select(line => line.TrimEnd()));
                var firsts = Joined(lines.DistinctBy(line => line.Split(' ')[0]));
                agreement.Compare(
                    name,
                    Joined(lens == "login_defs" ? lines.Order(StringComparer.Ordinal) : lines),
                    got,
                    lens is "passwd" or "shadow" && got == firsts
                        ? "getpwnam(3) and getspnam(3) take the first line of a name; later ones never count"
                        : ""
                );
            }
        );
        agreement.Conclude();
    }

    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Line(PamLine line) =>
        line.Control == "@include"
            ? $"include {line.Module}"
            : $"{line.Service} {(line.IsQuiet ? "-" : "")}{line.Type} {line.Control} {line.Module} {string.Join(' ', line.Arguments)}".TrimStart();

    private static string Theirs(AugeasNode node) =>
        node.Label == "include"
            ? $"include {node.Value}"
            : $"{node["service"]} {(node.Children.Any(child => child.Label == "optional") ? "-" : "")}{Enum.Parse<PamType>(node["type"], ignoreCase: true)} {node["control"]} {node["module"]} {string.Join(' ', node.Values("argument").Select(Unbracket))}".TrimStart();

    private static string Option(AugeasNode option) =>
        option.Children.Any() ? $"{option.Value}={option["value"]}" : option.Value;

    private static string Unbracket(string argument) =>
        argument is ['[', .., ']'] ? argument[1..^1] : argument;

    private static string Reaction(AugeasNode status) =>
        $"{(status.Children.Any(child => child.Label == "negate") ? "!" : "")}{status.Value}={status["action"]}";

    /// <summary>The tokens before the colon or behind it, EXCEPT lists among them.</summary>
    private static IEnumerable<string> Tokens(AugeasNode node, string origin, bool origins)
    {
        foreach (var child in node.Children)
        {
            if (child.Label == "except")
            {
                var inner = Tokens(child, origin, origins).ToList();
                foreach (var token in inner.Count > 0 ? inner.Prepend("EXCEPT") : [])
                {
                    yield return token;
                }
            }
            else if (child.Label == origin == origins && child.Label[0] != '#')
            {
                yield return child.Label switch
                {
                    "netgroup" when child["nisdomain"] is { Length: > 0 } domain =>
                        $"@{child.Value}@@{domain}",
                    "netgroup" => $"@{child.Value}",
                    "group" => $"({child.Value})",
                    _ when child["host"] is { Length: > 0 } host => $"{child.Value}@{host}",
                    _ => child.Value,
                };
            }
        }
    }
}
