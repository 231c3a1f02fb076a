using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.Apparmor;

/// <summary>The profiles that the kernel has loaded: <c>/sys/kernel/security/apparmor/profiles</c>, one <c>NAME (MODE)</c> a line.</summary>
internal static class ApparmorProfiles
{
    private static readonly string[] Programs = ["sshd", "sshd-session", "sshd-auth"];

    /// <summary>Names and modes (<c>enforce</c>, <c>complain</c>, <c>kill</c>, <c>unconfined</c>, <c>prompt</c>). A name may hold spaces and parentheses.</summary>
    public static ImmutableArray<(string Name, string Mode)> Parse(string text) =>
        [.. text.Split('\n').Select(Split).Where(profile => profile.Name.Length > 0)];

    /// <summary>Reads one <c>NAME (MODE)</c>, as /proc/PID/attr/current has it too; without a mode it is <c>unconfined</c>.</summary>
    public static (string Name, string Mode) Split(string line)
    {
        var text = line.TrimEnd('\0', '\n');
        var open = text.LastIndexOf(" (", StringComparison.Ordinal);
        return open > 0 && text.EndsWith(')')
            ? (text[..open], text[(open + 2)..^1])
            : (text, "unconfined");
    }

    /// <summary>True for a profile of sshd or of one of its programs, hats and children (<c>/usr/sbin/sshd//null-…</c>) included.</summary>
    public static bool IsOfSshd(string name)
    {
        var own = name.IndexOf("//", StringComparison.Ordinal) is >= 0 and var child
            ? name[..child]
            : name;
        return Programs.Contains(own[(own.LastIndexOfAny(['/', '}']) + 1)..]);
    }
}
