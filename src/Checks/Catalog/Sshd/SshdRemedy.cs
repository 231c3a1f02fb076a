using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>Commands that repair sshd on a host, from what is known of it.</summary>
public static class SshdRemedy
{
    private const string MainFile = "/etc/ssh/sshd_config";
    private const string DropIns = "/etc/ssh/sshd_config.d";

    /// <summary>The unit that runs sshd: <c>ssh</c> on Debian and Ubuntu, <c>sshd</c> elsewhere; null where sshd runs without systemd.</summary>
    public static string? Unit(JudgeInput input)
    {
        var facts = input["ssh.service"];
        return facts.Read("sshd/activation").Is("process") ? null
            : facts.Read("unit/sshd.service/active").IsPresent ? "sshd"
            : "ssh";
    }

    /// <summary>The command that makes the running daemon load its files, after a test of them.</summary>
    public static string Reload(JudgeInput input) =>
        Unit(input) is { } unit
            ? $"sshd -t && systemctl reload {unit}"
            : "sshd -t && kill -HUP \"$(cat /run/sshd.pid)\"";

    /// <summary>
    /// Sets a keyword for everybody. First value wins: a drop-in that sorts first where the main file includes the folder before anything else sets the keyword, else a line at the very
    /// top of the main file, above every Match.
    /// </summary>
    /// <param name="input">What is known of the host.</param>
    /// <param name="keyword">The keyword.</param>
    /// <param name="value">The value to set.</param>
    /// <param name="source">Where the present value stands (<c>file:line</c>); empty: built in.</param>
    public static ImmutableArray<string> Set(
        JudgeInput input,
        string keyword,
        string value,
        string source
    )
    {
        var line = $"{keyword} {value}";
        if (IsIncludedFirst(input, keyword))
        {
            var name = Names(keyword).FirstOrDefault(name => IsBefore(name, source));
            if (name is not null)
            {
                return [$"echo '{line}' > {name}", Reload(input)];
            }
        }

        return source.StartsWith(DropIns, StringComparison.Ordinal)
            ? [$"edit {source} to say: {line}", Reload(input)]
            :
            [
                $"echo '{line}' | cat - {MainFile} > {MainFile}.new && cat {MainFile}.new > {MainFile} && rm {MainFile}.new",
                Reload(input),
            ];
    }

    private static string[] Names(string keyword) =>
        [
            $"{DropIns}/00-{keyword.ToLowerInvariant()}.conf",
            $"{DropIns}/0-{keyword.ToLowerInvariant()}.conf",
        ];

    // A drop-in wins over the main file, and over drop-ins whose names sort behind it.
    private static bool IsBefore(string name, string source)
    {
        var file = source.LastIndexOf(':') is > 0 and var colon ? source[..colon] : source;
        return !file.StartsWith(DropIns + "/", StringComparison.Ordinal)
            || string.CompareOrdinal(name, file) <= 0;
    }

    private static bool IsIncludedFirst(JudgeInput input, string keyword)
    {
        if (!input.Documents.TryGetValue(MainFile, out var document))
        {
            return false;
        }

        var read = SshdConfigReader.Read(MainFile, document.Body, OpenSshVersion.Assumed, Known);
        var included = read.Gaps.FirstOrDefault(gap =>
            gap.Reason == DropIns && gap.Conditions.IsEmpty
        );
        return included is not null
            && !read
                .Directives.Take(included.Before)
                .Any(d => d.Name.Equals(keyword, StringComparison.OrdinalIgnoreCase));
    }

    // The folder's place in the file is what matters: a gap marks it.
    private static SshdIncluded Known(string pattern) =>
        pattern is $"{DropIns}/*.conf" or $"{DropIns}/*"
            ? new SshdIncluded([], DropIns)
            : new SshdIncluded([]);
}
