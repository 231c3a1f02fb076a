using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The machine itself is short of something. Each counts only where the connection ends at its gate: a full disk that keeps nobody out is no cause.</summary>
internal static class MachineCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        Of(
            "route.conntrack_full",
            GateId.Route,
            "the connection tracking table is full",
            "host.conntrack/table",
            "nstat -az | grep -i drop"
        ),
        Of(
            "listener.address_not_there",
            GateId.Listener,
            "sshd is configured for an address that the host does not have",
            "host.reach/listen_address",
            "ip -br address"
        ) with
        {
            Explains = ["listener.stopped"],
        },
        Of(
            "listener.selinux_port",
            GateId.Listener,
            "SELinux does not let sshd listen on its port",
            "selinux/port",
            "semanage port -l | grep ssh_port_t"
        ),
        Of(
            "banner.queue_full",
            GateId.Banner,
            "connections pile up before sshd accepts them",
            "host.conntrack/listen_queue",
            "nstat -az TcpExtListenOverflows"
        ),
        Of(
            "banner.not_restarted",
            GateId.Banner,
            "sshd was upgraded and not restarted",
            "host.packages/restart",
            "ls -l /proc/$(pgrep -o sshd)/exe"
        ),
        Of(
            "banner.no_tasks",
            GateId.Banner,
            "sshd's unit may start no more processes",
            "host.memory/sshd_tasks",
            "systemctl show ssh -p TasksCurrent,TasksMax"
        ),
        Of(
            "banner.no_processes",
            GateId.Banner,
            "the host has no process numbers left",
            "host.memory/tasks",
            "cat /proc/loadavg /proc/sys/kernel/pid_max"
        ),
        Of(
            "banner.no_memory",
            GateId.Banner,
            "the host has no memory for new logins",
            "host.memory/room",
            "free -m"
        ),
        Of(
            "key_exchange.too_big",
            GateId.KeyExchange,
            "the host's firewall drops the word that a packet was too large",
            "host.mtu/too_big",
            "nft list ruleset | grep -i icmp"
        ),
        Of(
            "key_exchange.path_mtu",
            GateId.KeyExchange,
            "full-sized packets do not reach the client",
            "host.mtu/path",
            "ss -ti sport = :22"
        ),
        Of(
            "session.disk_full",
            GateId.Session,
            "a file system that a login needs is full",
            "host.disk/space",
            "df -P"
        ),
        Of(
            "session.inodes",
            GateId.Session,
            "a file system that a login needs has no inodes left",
            "host.disk/inodes",
            "df -iP"
        ),
        Of(
            "session.read_only",
            GateId.Session,
            "a file system that a login writes to is read-only",
            "host.disk/writable",
            "findmnt -O ro"
        ),
    ];

    private static Cause Of(string id, GateId gate, string title, string rule, string disproof)
    {
        var certain = RuleCause.Of(id, gate, title, rule, _ => null, _ => disproof);
        return certain with
        {
            Find = asked =>
                certain.Find(asked) is { } found
                    ? found with
                    {
                        Confidence = Confidence.Likely,
                    }
                    : null,
        };
    }
}
