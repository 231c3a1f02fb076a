using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>The user, the method, the account, PAM.</summary>
internal static class LoginAdvice
{
    public static readonly ImmutableArray<Advice> All =
    [
        For(
            "user.lists",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep -E '^(allow|deny)(users|groups)'; id {user}"
            ),
            OnHost(
                "# add {user} to AllowUsers in the file that has it, or to a group of AllowGroups"
            ),
            OnHost("usermod -aG GROUP {user}"),
            OnHost("sshd -t && systemctl reload ssh")
        ),
        For(
            "user.root",
            OnHost(
                "sshd -T -C user=root,host={source:ADDRESS},addr={source:ADDRESS} | grep ^permitrootlogin"
            ),
            OnClient("# log in as yourself and use sudo"),
            OnHost(
                "echo 'PermitRootLogin prohibit-password' > /etc/ssh/sshd_config.d/00-root.conf && sshd -t && systemctl reload ssh"
            )
        ),
        For(
            "user.slow_names",
            OnHost(
                "time getent hosts {source:ADDRESS}; sshd -T | grep -E '^(usedns|gssapiauthentication)'"
            ),
            OnHost(
                "echo 'UseDNS no' > /etc/ssh/sshd_config.d/00-names.conf && sshd -t && systemctl reload ssh"
            ),
            OnClient("ssh -o GSSAPIAuthentication=no {user}@{host}")
        ),
        For(
            "user.not_reloaded",
            OnHost(
                "ls -l --time-sort /etc/ssh/sshd_config /etc/ssh/sshd_config.d; ps -o lstart= -p $(pgrep -o sshd)"
            ),
            OnHost("sshd -t && systemctl reload ssh")
        ),
        For(
            "method.publickey_off",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep ^pubkeyauthentication"
            ),
            OnHost(
                "echo 'PubkeyAuthentication yes' > /etc/ssh/sshd_config.d/00-keys.conf && sshd -t && systemctl reload ssh"
            )
        ),
        For(
            "method.password_off",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep -E '^(passwordauthentication|kbdinteractiveauthentication)'; grep -rn PasswordAuthentication /etc/ssh/sshd_config.d"
            ),
            OnClient("# log in by a key"),
            OnHost("# edit the first file that sets it (often 50-cloud-init.conf)"),
            OnHost("sshd -t && systemctl reload ssh")
        ),
        For(
            "method.second_factor",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep ^authenticationmethods"
            ),
            OnClient("ssh -t -o BatchMode=no {user}@{host}")
        ),
        For(
            "method.wrong_password",
            OnHost(
                "passwd -S {user}; journalctl _COMM=sshd + _COMM=sshd-session --grep Failed -n 10 --no-pager"
            ),
            OnHost("passwd {user}")
        ),
        For(
            "method.grace_time",
            OnHost("sshd -T | grep ^logingracetime"),
            OnHost(
                "echo 'LoginGraceTime 120' > /etc/ssh/sshd_config.d/00-grace.conf && sshd -t && systemctl reload ssh"
            )
        ),
        For(
            "account.unknown",
            OnHost("getent passwd {user}; sssctl domain-status"),
            OnClient("# correct the user's name"),
            OnHost("systemctl restart sssd")
        ),
        For(
            "account.locked",
            OnHost("passwd -S {user}; sshd -T | grep ^usepam"),
            OnHost("usermod -p '*' {user}")
        ),
        For("account.expired", OnHost("chage -l {user}"), OnHost("chage -E -1 {user}")),
        For(
            "account.password_expired",
            OnHost("chage -l {user}"),
            OnClient("ssh -t {user}@{host}"),
            OnHost("chage -d today {user}")
        ),
        For(
            "pam.nologin",
            OnHost("ls -l /etc/nologin /run/nologin; systemctl is-system-running"),
            OnHost("rm -f /etc/nologin /run/nologin"),
            OnHost("systemctl start systemd-user-sessions")
        ),
        For(
            "pam.stack",
            OnHost(
                "journalctl _COMM=sshd + _COMM=sshd-session --grep pam -n 20 --no-pager; grep -n account /etc/pam.d/sshd"
            ),
            OnHost("# correct the module that the log names in /etc/pam.d/sshd")
        ),
        For(
            "pam.access",
            OnHost("grep -vn '^#' /etc/security/access.conf; sssctl user-checks {user} -s sshd"),
            OnHost(
                "# put \"+ : {user} : ALL\" in front of the rule that refuses, in /etc/security/access.conf"
            )
        ),
        For(
            "pam.shells",
            OnHost("getent passwd {user}; cat /etc/shells"),
            OnHost("# add the shell to /etc/shells")
        ),
        For(
            "pam.faillock",
            OnHost("faillock --user {user}"),
            OnHost("faillock --user {user} --reset")
        ),
    ];
}
