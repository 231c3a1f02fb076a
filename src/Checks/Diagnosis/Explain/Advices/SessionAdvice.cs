using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Advices.Advice;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>Behind the login.</summary>
internal static class SessionAdvice
{
    public static readonly ImmutableArray<Advice> All =
    [
        For(
            "session.limits",
            OnHost(
                "grep -rvn '^#' /etc/security/limits.conf /etc/security/limits.d; loginctl list-sessions"
            ),
            OnHost("# raise maxlogins for {user} in /etc/security/limits.conf")
        ),
        For(
            "session.closed",
            OnHost("journalctl _COMM=sshd + _COMM=sshd-session -n 20 --no-pager"),
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep -E '^(chrootdirectory|forcecommand)'"
            )
        ),
        For(
            "session.pam",
            OnHost(
                "journalctl _COMM=sshd + _COMM=sshd-session --grep pam_ -n 20 --no-pager; systemctl status systemd-logind dbus"
            ),
            OnHost("systemctl restart systemd-logind")
        ),
        For(
            "session.chroot",
            OnHost(
                "namei -l $(sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | sed -n 's/^chrootdirectory //p')"
            ),
            OnHost("chown root:root {path:DIRECTORY} && chmod 755 {path:DIRECTORY}"),
            OnHost("# the same for each directory above it")
        ),
        For(
            "session.subsystem",
            OnHost("sshd -T | grep ^subsystem; ls -l /usr/lib/openssh/sftp-server"),
            OnHost("# set Subsystem sftp internal-sftp in /etc/ssh/sshd_config"),
            OnHost("sshd -t && systemctl reload ssh")
        ),
        For(
            "session.idle",
            OnHost(
                "sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep -E '^(clientalive|ipqos)'"
            ),
            OnClient("ssh -o ServerAliveInterval=30 {user}@{host}"),
            OnClient("ssh -o IPQoS=none {user}@{host}")
        ),
        For(
            "session.disk_full",
            OnHost("df -P / /home /var /tmp"),
            OnHost("# free space, then write files again that were cut short (authorized_keys)")
        ),
        For(
            "session.inodes",
            OnHost("df -iP / /home /var /tmp"),
            OnHost("# remove files that nobody needs")
        ),
        For(
            "session.read_only",
            OnHost("findmnt -O ro; dmesg | grep -i remount"),
            OnHost("mount -o remount,rw /")
        ),
        For(
            "shell.trouble",
            OnHost("getent passwd {user}; ls -l $(getent passwd {user} | cut -d: -f7)"),
            OnHost("usermod -s /bin/bash {user}")
        ),
        For(
            "shell.status",
            OnClient("ssh -t {user}@{host} bash --norc"),
            OnHost("getent passwd {user}")
        ),
        For(
            "shell.forced_command",
            OnHost(
                "grep -n command= ~{user}/.ssh/authorized_keys; sshd -T -C user={user},host={source:ADDRESS},addr={source:ADDRESS} | grep ^forcecommand"
            ),
            OnClient("# log in as the user that the message names")
        ),
        For(
            "shell.startup_files",
            OnClient("ssh -t {user}@{host} bash --norc"),
            OnHost(
                "grep -nE 'exit|exec|echo' ~{user}/.bashrc ~{user}/.profile ~{user}/.ssh/rc /etc/ssh/sshrc"
            )
        ),
    ];
}
