using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>The name, the way, the firewalls, the bans.</summary>
internal static class ReachAdvice
{
    public static readonly ImmutableArray<Advice> All =
    [
        For(
            "name.not_found",
            OnClient("getent ahosts {host}"),
            OnClient("cat /etc/resolv.conf"),
            OnClient("grep -n {host} /etc/hosts")
        ),
        For(
            "name.client_config",
            OnClient("ssh -G {host:HOST} > /dev/null"),
            OnClient("# edit {path:~/.ssh/config}: ssh -G names the line")
        ),
        For("route.none", OnClient("ip route get {address:ADDRESS}"), OnClient("ip route")),
        For(
            "route.lost",
            OnHost("tcpdump -ni any 'tcp port {port:22} and tcp[tcpflags] & tcp-syn != 0'"),
            OnClient("getent ahosts {host}"),
            OnClient("tracepath -n {host}")
        ),
        For(
            "route.conntrack_full",
            OnHost(
                "cat /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max"
            ),
            OnHost("sysctl -w net.netfilter.nf_conntrack_max=262144"),
            OnHost("conntrack -S")
        ),
        For(
            "firewall.silence",
            OnClient("nc -vz -w 5 {host} {port:22}"),
            OnHost("tcpdump -ni any 'tcp port {port:22} and tcp[tcpflags] & tcp-syn != 0'"),
            OnHost("nft list ruleset; ufw status verbose; firewall-cmd --list-all")
        ),
        For(
            "firewall.drop",
            OnHost("nft list ruleset; ufw status verbose; firewall-cmd --list-all; iptables-save"),
            OnHost("ufw allow {port:22}/tcp"),
            OnHost("firewall-cmd --permanent --add-port={port:22}/tcp && firewall-cmd --reload")
        ),
        For(
            "firewall.reject",
            OnHost("nft list ruleset; ufw status verbose; firewall-cmd --list-all; iptables-save"),
            OnHost("firewall-cmd --permanent --add-service=ssh && firewall-cmd --reload"),
            OnHost("ufw allow {port:22}/tcp")
        ),
        For(
            "firewall.divert",
            OnHost("nft list ruleset | grep -nE 'dnat|redirect'; iptables-save -t nat"),
            OnHost("# take the dnat or redirect rule for port {port:22} out of the nat table")
        ),
        For(
            "firewall.unreachable",
            OnClient("ping -c 3 {host}"),
            OnHost("firewall-cmd --list-all; iptables -S INPUT"),
            OnHost("firewall-cmd --permanent --add-service=ssh && firewall-cmd --reload")
        ),
        For(
            "ban.address",
            OnHost(
                "fail2ban-client get sshd banip --with-time; nft list ruleset | grep {source:ADDRESS}; cscli decisions list"
            ),
            OnHost("fail2ban-client set sshd unbanip {source:ADDRESS}"),
            OnHost("cscli decisions delete --ip {source:ADDRESS}")
        ),
    ];
}
