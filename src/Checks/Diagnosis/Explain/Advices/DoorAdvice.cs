using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>sshd's door: the listener, the banner, the key exchange, the host's key.</summary>
internal static class DoorAdvice
{
    public static readonly ImmutableArray<Advice> All =
    [
        For(
            "listener.refused",
            OnHost("ss -tlnp 'sport = :{port:22}'"),
            OnHost("systemctl status ssh sshd; sshd -t"),
            OnHost("nft list ruleset; fail2ban-client status sshd")
        ),
        For(
            "listener.stopped",
            OnHost("systemctl show ssh sshd -p Id,ActiveState,SubState,Result,ExecMainStatus"),
            OnHost("sshd -t && systemctl reset-failed ssh; systemctl start ssh")
        ),
        For(
            "listener.config",
            OnHost("sshd -t"),
            OnHost("# edit {path:/etc/ssh/sshd_config} in the line that sshd -t names"),
            OnHost("sshd -t && systemctl reset-failed ssh; systemctl start ssh")
        ),
        For(
            "listener.no_host_keys",
            OnHost("sshd -t; ls -l /etc/ssh/ssh_host_*_key"),
            OnHost("ssh-keygen -A"),
            OnHost("chown root:root /etc/ssh/ssh_host_*_key && chmod 600 /etc/ssh/ssh_host_*_key"),
            OnHost("systemctl reset-failed ssh; systemctl start ssh")
        ),
        For(
            "listener.privilege_separation",
            OnHost("sshd -t; ls -ld /run/sshd /var/empty/sshd /usr/share/empty.sshd"),
            OnHost("install -d -m 755 -o root -g root {path:/run/sshd}"),
            OnHost("systemctl reset-failed ssh; systemctl start ssh")
        ),
        For(
            "listener.taken",
            OnHost("ss -tlnp 'sport = :{port:22}'; cat /proc/sys/net/ipv4/ip_local_port_range"),
            OnHost("# stop the process that ss names, or give sshd another Port"),
            OnHost("systemctl restart ssh")
        ),
        For(
            "listener.elsewhere",
            OnHost(
                "ss -tlnp | grep -E 'sshd|systemd'; sshd -T | grep -E '^(port|listenaddress|addressfamily)'; systemctl show ssh.socket -p Listen,ActiveState"
            ),
            OnHost("systemctl daemon-reload && systemctl restart ssh.socket"),
            OnClient("ssh -4 {host}")
        ),
        For(
            "listener.address_not_there",
            OnHost("ip -br address; sshd -T | grep ^listenaddress"),
            OnHost("# edit ListenAddress in /etc/ssh/sshd_config"),
            OnHost("sshd -t && systemctl restart ssh")
        ),
        For(
            "listener.selinux_port",
            OnHost("semanage port -l | grep ssh_port_t; ausearch -m AVC -c sshd -ts recent"),
            OnHost("semanage port -a -t ssh_port_t -p tcp {port:PORT}"),
            OnHost("systemctl restart sshd")
        ),
        For(
            "banner.hosts_deny",
            OnHost("grep -n . /etc/hosts.allow /etc/hosts.deny"),
            OnHost("echo 'sshd: {source:ADDRESS}' >> /etc/hosts.allow")
        ),
        For(
            "banner.startups",
            OnHost(
                "sshd -T | grep -E '^(maxstartups|logingracetime)'; ss -Htn state established sport = :{port:22} | wc -l"
            ),
            OnHost(
                "echo 'MaxStartups 30:30:200' > /etc/ssh/sshd_config.d/00-startups.conf && sshd -t && systemctl reload ssh"
            ),
            OnHost("# ban the source that holds the connections open (fail2ban)")
        ),
        For(
            "banner.penalty",
            OnHost(
                "journalctl _COMM=sshd --grep penalty -n 20 --no-pager; sshd -T | grep ^persource"
            ),
            OnHost("# stop the job that fails from this address, then wait (at most 10 min)"),
            OnHost(
                "echo 'PerSourcePenaltyExemptList {source:ADDRESS}' > /etc/ssh/sshd_config.d/00-penalties.conf && sshd -t && systemctl reload ssh"
            )
        ),
        For(
            "banner.not_ssh",
            OnClient("nc -w 5 {host} {port:22} < /dev/null"),
            OnHost("ss -tlnp 'sport = :{port:22}'"),
            OnClient("# correct the port, the forward or the load balancer")
        ),
        For(
            "banner.closed",
            OnHost("journalctl _COMM=sshd + _COMM=sshd-session -n 20 --no-pager"),
            OnHost("cat /etc/hosts.allow /etc/hosts.deny"),
            OnHost("systemctl restart ssh")
        ),
        For(
            "banner.queue_full",
            OnHost("ss -tln 'sport = :{port:22}'; nstat -az TcpExtListenOverflows"),
            OnHost("systemctl restart ssh")
        ),
        For(
            "banner.not_restarted",
            OnHost("ls -l /proc/$(pgrep -o sshd)/exe"),
            OnHost("systemctl restart ssh")
        ),
        For(
            "banner.no_tasks",
            OnHost(
                "systemctl show ssh sshd -p TasksCurrent,TasksMax; journalctl -k --grep 'fork rejected' -n 5 --no-pager"
            ),
            OnHost("systemctl set-property ssh TasksMax=infinity")
        ),
        For(
            "banner.no_processes",
            OnHost("cat /proc/loadavg /proc/sys/kernel/pid_max"),
            OnHost("sysctl -w kernel.pid_max=4194304")
        ),
        For(
            "banner.no_memory",
            OnHost("# free -m; journalctl -k --grep 'oom|Out of memory' -n 10 --no-pager"),
            OnHost("# end the process that takes the memory")
        ),
        For(
            "key_exchange.nothing_common",
            OnClient("ssh -Q kex; ssh -Q HostKeyAlgorithms; ssh -Q cipher; ssh -Q mac"),
            OnClient("# update the client"),
            OnHost("sshd -T | grep -E '^(kexalgorithms|hostkeyalgorithms|ciphers|macs)'")
        ),
        For(
            "key_exchange.stalled",
            OnClient("ping -M do -s 1472 -c 2 {host}"),
            OnHost(
                "nft add rule inet filter output tcp flags syn tcp option maxseg size set rt mtu"
            ),
            OnClient("tracepath -n {host}")
        ),
        For(
            "key_exchange.path_mtu",
            OnHost("ss -ti 'sport = :{port:22}'"),
            OnHost(
                "nft add rule inet filter output tcp flags syn tcp option maxseg size set rt mtu"
            )
        ),
        For(
            "key_exchange.too_big",
            OnHost("nft list ruleset | grep -i icmp"),
            OnHost("# allow ICMP type 3 code 4 and ICMPv6 type 2 in")
        ),
        For(
            "host_key.changed",
            OnHost("for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $k; done"),
            OnClient(
                "# compare that with the fingerprint that ssh shows, over a way that nobody else has"
            ),
            OnClient("ssh-keygen -R {knownhost:HOST}")
        ),
        For(
            "host_key.other_machine",
            OnClient("getent ahosts {host}; ip neigh show"),
            OnClient("# correct the address; do not log in before the key is the right one")
        ),
        For(
            "host_key.revoked",
            OnClient("grep -n '^@revoked' ~/.ssh/known_hosts /etc/ssh/ssh_known_hosts"),
            OnHost("rm /etc/ssh/ssh_host_*_key*; ssh-keygen -A; systemctl restart ssh")
        ),
        For(
            "host_key.not_known",
            OnClient("ssh-keygen -F {knownhost:HOST}"),
            OnHost("for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $k; done"),
            OnClient("ssh-keyscan -p {port:22} {host} >> ~/.ssh/known_hosts")
        ),
    ];
}
