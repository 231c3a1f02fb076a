using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>Causes that are one case of a wider one, which only the host's own evidence tells apart.</summary>
internal static class NarrowAdvice
{
    private const string Certificate = "ssh-keygen -Lf {path:~/.ssh/id_ed25519-cert.pub}";
    private const string Reissue =
        "ssh-keygen -s CA -I {user} -n {user} -V -5m:+8h KEY.pub # where the authority's key is";

    public static readonly ImmutableArray<Advice> All =
    [
        For("key.certificate_expired", OnClient(Certificate), OnClient(Reissue)),
        For("key.certificate_not_yet", OnClient(Certificate), OnClient(Reissue)),
        For(
            "key.certificate_clock",
            OnHost("date -u; timedatectl"),
            OnHost("chronyc makestep || systemctl restart systemd-timesyncd")
        ),
        For(
            "key.certificate_principal",
            OnClient(Certificate),
            OnClient(Reissue),
            OnHost("sshd -T | grep -i '^authorizedprincipals'")
        ),
        For(
            "key.certificate_authority",
            OnHost("sshd -T | grep -i '^trustedusercakeys'"),
            OnHost("ssh-keygen -lf $(sshd -T | sed -n 's/^trustedusercakeys //p')"),
            OnClient(Certificate)
        ),
        For("key.dsa", OnClient("ssh-add -l"), OnClient("ssh-keygen -t ed25519")),
        For(
            "key.sha1",
            OnClient("ssh -G {host} | grep -i '^pubkeyacceptedalgorithms'"),
            OnClient("ssh-keygen -t ed25519"),
            OnClient("ssh -o PubkeyAcceptedAlgorithms=rsa-sha2-512,rsa-sha2-256 {user}@{host}")
        ),
        For(
            "key.too_short",
            OnHost("sshd -T | grep -i '^requiredrsasize'"),
            OnClient("ssh-keygen -t ed25519")
        ),
        For(
            "key.from",
            OnHost("grep -n 'from=' ~{user}/.ssh/authorized_keys"),
            OnHost("# add {source:ADDRESS} to the from= list of the key's line")
        ),
        For(
            "key.expired",
            OnHost("grep -n 'expiry-time=' ~{user}/.ssh/authorized_keys"),
            OnHost("# write a later day into the expiry-time of the key's line")
        ),
        For(
            "listener.socket_port",
            OnHost("systemctl show ssh.socket -p Listen; sshd -T | grep -i '^port'"),
            OnHost("systemctl daemon-reload && systemctl restart ssh.socket")
        ),
        For(
            "listener.not_loaded",
            OnHost("ss -Htlnp; sshd -T | grep -iE '^(port|listenaddress)'"),
            OnHost("sshd -t && systemctl restart ssh")
        ),
        For(
            "address.not_hosts",
            OnClient("getent ahosts {host}"),
            OnClient("grep -n {host} /etc/hosts"),
            OnHost("ip -br address")
        ),
        For("route.host_silent", OnClient("ping -c 3 {host}"), OnHost("ip route; ip -br address")),
        For(
            "key.disk_full",
            OnHost("df -P ~{user}; df -iP ~{user}"),
            OnHost("# write ~{user}/.ssh/authorized_keys again, once there is room")
        ),
        For(
            "method.cannot_sign",
            OnClient("ssh-keygen -y -P '' -f {path:~/.ssh/id_ed25519}"),
            OnClient("ssh-add {path:~/.ssh/id_ed25519}")
        ),
        For(
            "shell.cloud_root",
            OnHost("grep -n 'Please login as' ~{user}/.ssh/authorized_keys"),
            OnClient("ssh ubuntu@{host} # or whom the sentence names")
        ),
    ];
}
