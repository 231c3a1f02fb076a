using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>SELinux and AppArmor.</summary>
internal static class MacCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        RuleCause.Of(
            "mac.selinux_label",
            GateId.Mac,
            "the key file bears an SELinux label that sshd may not read",
            "selinux/labels",
            _ => null,
            asked => $"ls -Z {ClientWords.Home(asked)}/.ssh"
        ),
        RuleCause.Of(
            "mac.selinux_denial",
            GateId.Mac,
            "SELinux refuses something to sshd",
            "selinux/denials",
            _ => null,
            _ => "ausearch -m AVC -c sshd -ts recent"
        ),
        RuleCause.Of(
            "mac.apparmor_denial",
            GateId.Mac,
            "AppArmor refuses something to sshd",
            "apparmor/denials",
            _ => null,
            _ => "journalctl -k --grep 'apparmor=\"DENIED\"' -n 10 --no-pager"
        ),
    ];
}
