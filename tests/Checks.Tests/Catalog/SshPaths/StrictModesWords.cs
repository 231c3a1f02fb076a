using System.Text.RegularExpressions;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshPaths.PathsHost;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>Builds the tree that a row of the StrictModes matrix describes in words: what is looked at, its mode, owner and group, links, and what a path is instead of a file.</summary>
internal static partial class StrictModesWords
{
    private const string Parent = "/srv/keys/sub";
    private const string Keys = Parent + "/authorized_keys";
    private const int Private = 0b110_000_000;
    private const uint PrivateOfRoot = 0;
    private const uint PrimaryOfAnother = 60;
    private const uint WithoutMembers = 100;
    private const uint WithMembers = 1500;

    /// <summary>Null where nothing in the words is understood.</summary>
    public static FakeHost? Tree(string words)
    {
        var host = Debian()
            .File("/etc/ssh/sshd_config", $"AuthorizedKeysFile {Keys}\n")
            .File(Keys, KeyLine, Private);
        return Instead(host, words)
            ?? Linked(host, words)
            ?? Below(host, words)
            ?? Changed(host, words);
    }

    // Not a regular file, or not there.
    private static FakeHost? Instead(FakeHost host, string words) =>
        Has(words, "dangling|broken link") ? host.Gone(Keys).Link(Keys, "/srv/nowhere")
        : Has(words, "absent|missing|does not exist") ? host.Gone(Keys)
        : Has(words, "fifo|pipe") ? host.Gone(Keys).Fifo(Keys)
        : Has(words, "(path|file) is a (directory|folder)") ? host.Gone(Keys).Directory(Keys)
        : null;

    // sshd judges where the link leads to, not the link.
    private static FakeHost? Linked(FakeHost host, string words)
    {
        if (!Has(words, "symlink"))
        {
            return null;
        }

        var target = BelowWords().Match(words) is { Success: true } below
            ? below.Groups["path"].Value + "/linked/keys"
            : "/srv/good/keys";
        if (Has(words, "file below"))
        {
            target = target.Replace("/linked", "", StringComparison.Ordinal);
        }

        host.File(target, KeyLine, ModeOf(words) ?? Private, OwnerOf(words), GroupOf(words));
        return Has(words, "(directory|parent)s? (is|being) a symlink|symlinked (directory|parent)")
            ? host.Gone(Parent)
                .File("/srv/real/authorized_keys", KeyLine, Private)
                .Link(Parent, "/srv/real")
            : host.Gone(Keys).Link(Keys, target);
    }

    // The mode in brackets is the directory's.
    private static FakeHost? Below(FakeHost host, string words)
    {
        if (BelowWords().Match(words) is not { Success: true } below)
        {
            return null;
        }

        var folder = below.Groups["path"].Value;
        host.File("/etc/ssh/sshd_config", $"AuthorizedKeysFile {folder}/keys\n");
        if (ModeOf(words) is { } mode)
        {
            host.Directory(folder, mode, OwnerOf(words), GroupOf(words));
        }

        return host.File($"{folder}/keys", KeyLine, Private);
    }

    private static FakeHost? Changed(FakeHost host, string words)
    {
        var mode = ModeOf(words);
        var owner = OwnerOf(words);
        if (mode is null && owner == 0)
        {
            return null;
        }

        return Has(words, @"^(great-?)?grandparent")
                ? host.Directory("/srv/keys", mode ?? Open, owner, GroupOf(words))
            : Has(words, "^(parent|directory|folder)")
                ? host.Directory(Parent, mode ?? Open, owner, GroupOf(words))
            : Has(words, @"\bfile\b")
                ? host.File(Keys, KeyLine, mode ?? Private, owner, GroupOf(words))
            : null;
    }

    private static int? ModeOf(string words) =>
        ModeWord().Match(words) is { Success: true } octal ? Convert.ToInt32(octal.Value, 8)
        : Has(words, "world-writable") ? 0b111_111_111
        : Has(words, "group-writable") ? 0b111_111_101
        : null;

    private static uint OwnerOf(string words) =>
        Has(words, "owner? (is )?(an)?other user|owned by (an)?other") ? Bob
        : OwnerWords().Match(words) is not { Success: true } owner ? 0
        : owner.Groups["owner"].Value switch
        {
            "root" => 0,
            "alice" => Alice,
            _ => Bob,
        };

    /// <summary>What matters of a group is who is in it (Debian's <c>user-group-modes</c>), so the words about that come before its name.</summary>
    private static uint GroupOf(string words) =>
        Has(words, "without members|no members|empty group") ? WithoutMembers
        : Has(words, "primary( group)? of (an)?other") ? PrimaryOfAnother
        : Has(words, "(extra|supplementary|other|second|more) member|with members|two members")
            ? WithMembers
        : Has(words, "primary of root only|private group") ? PrivateOfRoot
        : OwnerWords().Match(words) is not { Success: true } owner ? PrivateOfRoot
        : owner.Groups["group"].Value switch
        {
            "root" => PrivateOfRoot,
            "games" => PrimaryOfAnother,
            "team" => WithMembers,
            _ => WithoutMembers,
        };

    private static bool Has(string words, string pattern) =>
        Regex.IsMatch(words, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\b[0-7]{3,4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex ModeWord();

    [GeneratedRegex(
        @"\b(?<owner>\w+):(?<group>\w+)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OwnerWords();

    [GeneratedRegex(
        @"below (?<path>/[\w/]+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex BelowWords();
}
