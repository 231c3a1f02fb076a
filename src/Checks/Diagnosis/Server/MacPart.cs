using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>What SELinux and AppArmor keep sshd from, by their checks.</summary>
internal static class MacPart
{
    private static readonly string[] Rules =
    [
        "selinux/denials",
        "selinux/labels",
        "apparmor/denials",
    ];

    public static Known<string> Of(ImmutableArray<Finding> findings)
    {
        var asked = findings.Where(finding => Rules.Contains(finding.Rule)).ToList();
        return asked.Find(finding => finding.Outcome == Outcome.Fail) is { } against
                ? Known.Present(against.Summary, against.Source)
            : asked.Find(finding => finding.Outcome == Outcome.Unknown) is { } doubt
                ? Known.Unknown<string>(doubt.Summary)
            : asked.Count == 0 ? Known.Unknown<string>("selinux and apparmor were not looked at")
            : Known.Absent<string>("nothing was refused to sshd", string.Join(' ', Rules));
    }
}
