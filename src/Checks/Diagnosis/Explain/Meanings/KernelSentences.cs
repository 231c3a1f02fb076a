using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What the kernel, firewalls and ban tools write.</summary>
internal static class KernelSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "nf_conntrack*table full",
            Names(
                "route.conntrack_full",
                "The kernel drops packets: its table of connections is full."
            )
        ),
        Of(
            "possible SYN flooding",
            Names("banner.queue_full", "Connections come faster than they are accepted.")
        ),
        Of(
            "avc:*denied*name_bind",
            Names("listener.selinux_port", "SELinux does not let sshd use the port.")
        ),
        Of(
            "avc:*denied*sshd",
            Names("mac.selinux_denial", "SELinux refused something to sshd.", "mac.selinux_label")
        ),
        Of(
            "apparmor=\"DENIED\"*sshd",
            Names("mac.apparmor_denial", "AppArmor refused something to sshd.")
        ),
        Of(
            "oom-kill",
            Names("banner.no_memory", "The kernel ended a process because memory ran out.")
        ),
        Of(
            "Out of memory",
            Names("banner.no_memory", "The kernel ended a process because memory ran out.")
        ),
        Of(
            "fork rejected by pids controller",
            Names("banner.no_tasks", "The unit may start no more processes (TasksMax).")
        ),
        Of(
            "Resource temporarily unavailable",
            Points(
                "banner.no_tasks",
                "No further process may be started.",
                "banner.no_processes",
                "banner.no_memory"
            )
        ),
        Of(
            "Cannot allocate memory",
            Names("banner.no_memory", "The host has no memory for another process.")
        ),
        Of(
            "No space left on device",
            Names(
                "session.disk_full",
                "A file system is full, or has no inodes left: files are cut short, logs end.",
                "session.inodes"
            )
        ),
        Of("Read-only file system", Names("session.read_only", "A file system is read-only.")),
        Of(
            "no space left on logging partition",
            Names(
                "session.disk_full",
                "The audit daemon has no space left, and may stop every login."
            )
        ),
        Of("[UFW BLOCK]", Names("firewall.drop", "ufw dropped this packet.")),
        Of("REJECT: IN=", Names("firewall.reject", "firewalld rejected this packet.")),
        Of("DROP: IN=", Names("firewall.drop", "The firewall dropped this packet.")),
        Of(
            "IN=*PROTO=TCP*DPT=",
            Points(
                "firewall.drop",
                "The firewall wrote this packet down: most often one that it drops.",
                "firewall.reject"
            )
        ),
        Of("] Ban ", Names("ban.address", "fail2ban banned the address.")),
        Of("Blocking \"*\" for", Names("ban.address", "sshguard banned the address.")),
        Of("crowdsecurity/ssh", Names("ban.address", "CrowdSec decided against the address.")),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Host, meaning);
}
