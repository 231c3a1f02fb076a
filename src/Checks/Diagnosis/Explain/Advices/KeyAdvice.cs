using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>Keys, on both sides.</summary>
internal static class KeyAdvice
{
    public static readonly ImmutableArray<Advice> All =
    [
        For(
            "key.refused",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep -E '^(authorizedkeysfile|allowusers|denyusers|allowgroups|pubkeyauth|strictmodes)'"
            ),
            OnHost("namei -l ~{user}/.ssh/authorized_keys"),
            OnHost("ssh-keygen -lf ~{user}/.ssh/authorized_keys")
        ),
        For(
            "key.not_in_file",
            OnHost(
                "ssh-keygen -lf ~{user}/.ssh/authorized_keys; sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep ^authorizedkeysfile"
            ),
            OnClient("ssh-copy-id {user}@{host}")
        ),
        For(
            "key.line_broken",
            OnHost(
                "ssh-keygen -lf ~{user}/.ssh/authorized_keys; grep -c . ~{user}/.ssh/authorized_keys"
            ),
            OnHost("# write the line again: one line, no blanks between options, no cert-authority")
        ),
        For(
            "key.excluded",
            OnHost(
                "grep -nE 'from=|expiry-time=|cert-authority|restrict' ~{user}/.ssh/authorized_keys"
            ),
            OnHost("# edit the options in front of the key in {path:~USER/.ssh/authorized_keys}")
        ),
        For(
            "key.revoked",
            OnHost(
                "ssh-keygen -Qf $(sshd -T | sed -n 's/^revokedkeys //p') ~{user}/.ssh/authorized_keys"
            ),
            OnClient("ssh-keygen -t ed25519; ssh-copy-id {user}@{host}")
        ),
        For(
            "key.revoked_list",
            OnHost("sshd -T | grep ^revokedkeys; ls -l $(sshd -T | sed -n 's/^revokedkeys //p')"),
            OnHost("install -m 644 /dev/null $(sshd -T | sed -n 's/^revokedkeys //p')")
        ),
        For(
            "key.command",
            OnHost(
                "sshd -T | grep -E '^authorized(keys|principals)command'; journalctl _COMM=sshd + _COMM=sshd-session --grep Command -n 10 --no-pager"
            ),
            OnHost("chown root:root {path:PROGRAM} && chmod 755 {path:PROGRAM}"),
            OnHost("# the same for each directory above it")
        ),
        For(
            "key.certificate",
            OnClient("ssh-keygen -Lf ~/.ssh/id_ed25519-cert.pub; timedatectl"),
            OnClient("# have the certificate issued again, for this user name"),
            OnHost("sshd -T | grep -E '^(trustedusercakeys|authorizedprincipals)'")
        ),
        For(
            "key.algorithm",
            OnClient("ssh-keygen -lf ~/.ssh/id_rsa.pub; ssh -V"),
            OnClient("ssh-keygen -t ed25519; ssh-copy-id {user}@{host}"),
            OnClient("# update the client: since 7.2 it signs RSA with SHA-2")
        ),
        For(
            "key.too_many",
            OnClient("ssh-add -l"),
            OnClient("ssh -o IdentitiesOnly=yes -i ~/.ssh/THE_RIGHT_KEY {user}@{host}"),
            OnClient("ssh-add -D")
        ),
        For(
            "key.unusable",
            OnClient("ssh-keygen -y -f {path:~/.ssh/id_ed25519}"),
            OnClient("chmod 600 {path:~/.ssh/id_ed25519}"),
            OnClient(
                "# give ssh the private file, not the .pub; convert .ppk by puttygen, CRLF by dos2unix"
            )
        ),
        For(
            "key.none",
            OnClient("ssh-add -l; ls ~/.ssh/id_*"),
            OnClient("ssh-keygen -t ed25519; ssh-copy-id {user}@{host}")
        ),
        For(
            "key.config_owner",
            OnClient("ls -l {path:~/.ssh/config}"),
            OnClient("chown \"$(id -u)\" {path:~/.ssh/config} && chmod 600 {path:~/.ssh/config}")
        ),
        For(
            "paths.strict_modes",
            OnHost("namei -l ~{user}/.ssh/authorized_keys"),
            OnHost("chmod go-w {path:~USER ~USER/.ssh ~USER/.ssh/authorized_keys}"),
            OnHost("chown {user} {path:~USER ~USER/.ssh ~USER/.ssh/authorized_keys}")
        ),
        For(
            "paths.unreadable",
            OnHost("setpriv --reuid {user} --clear-groups cat {path:~USER/.ssh/authorized_keys}"),
            OnHost(
                "chown -R {user}: ~{user}/.ssh && chmod 700 ~{user}/.ssh && chmod 600 ~{user}/.ssh/authorized_keys"
            )
        ),
        For(
            "paths.home_missing",
            OnHost("ls -ld ~{user}; findmnt -T ~{user}"),
            OnHost("mount ~{user}"),
            OnHost("mkhomedir_helper {user}")
        ),
        For(
            "mac.selinux_label",
            OnHost("ls -Z ~{user}/.ssh; ausearch -m AVC -c sshd -ts recent"),
            OnHost("restorecon -RFv ~{user}/.ssh")
        ),
        For(
            "mac.selinux_denial",
            OnHost("ausearch -m AVC,USER_AVC -c sshd -ts recent"),
            OnHost("restorecon -RFv ~{user}/.ssh")
        ),
        For(
            "mac.apparmor_denial",
            OnHost("journalctl -k --grep 'apparmor=\"DENIED\"' -n 10 --no-pager"),
            OnHost("aa-complain sshd")
        ),
    ];
}
