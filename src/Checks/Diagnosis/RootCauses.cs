using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis;

/// <summary>One line of the table of what keeps people from logging in.</summary>
/// <param name="Number">Its number in the table; numbers stay when lines are added.</param>
/// <param name="Title">What it is, as people say it.</param>
/// <param name="Causes">The ids by which <see cref="CauseCatalog"/> tells it.</param>
public sealed record RootCause(string Number, string Title, params ImmutableArray<string> Causes);

/// <summary>What keeps people from logging in, by what they meet first: the connection, the time before the login, the login, the session.</summary>
public static class RootCauses
{
    public static ImmutableArray<RootCause> All { get; } =
    [.. Connection, .. BeforeLogin, .. Login, .. Keys, .. Session];

    private static ImmutableArray<RootCause> Connection =>
        [
            new("1", "sshd does not run", "listener.stopped", "listener.refused"),
            new("2", "sshd refuses its configuration", "listener.config"),
            new("3", "no host key that sshd can load", "listener.no_host_keys"),
            new("4", "no privilege separation directory", "listener.privilege_separation"),
            new("5", "the port is taken", "listener.taken"),
            new("6", "ListenAddress is not on the host", "listener.address_not_there"),
            new("7", "ssh.socket keeps the old port", "listener.socket_port"),
            new("8", "IPv4 and IPv6 differ", "listener.elsewhere"),
            new("9", "a firewall drops", "firewall.drop", "firewall.silence"),
            new("10", "a firewall rejects", "firewall.reject", "firewall.unreachable"),
            new("11", "the address is banned", "ban.address"),
            new(
                "12",
                "the network on the way, the name, or the kernel's tables",
                "name.not_found",
                "name.client_config",
                "address.not_hosts",
                "route.none",
                "route.lost",
                "route.host_silent",
                "route.conntrack_full",
                "banner.queue_full"
            ),
            new("12b", "SELinux forbids the port", "listener.selinux_port"),
        ];

    private static ImmutableArray<RootCause> BeforeLogin =>
        [
            new("21", "too many unauthenticated connections", "banner.startups", "banner.closed"),
            new("22", "sshd penalises the address", "banner.penalty"),
            new("23", "tcp_wrappers refuse", "banner.hosts_deny", "banner.decided"),
            new("24", "upgraded and not restarted", "banner.not_restarted"),
            new("25", "no ssh behind the port", "banner.not_ssh", "firewall.divert"),
            new("26", "no algorithm in common", "key_exchange.nothing_common"),
            new(
                "27",
                "large packets are lost",
                "key_exchange.stalled",
                "key_exchange.path_mtu",
                "key_exchange.too_big"
            ),
            new("28", "slow names or Kerberos", "user.slow_names"),
            new(
                "29",
                "no memory, processes or tasks",
                "banner.no_memory",
                "banner.no_processes",
                "banner.no_tasks"
            ),
            new("30", "LoginGraceTime passes", "method.grace_time"),
        ];

    private static ImmutableArray<RootCause> Login =>
        [
            new("13", "the key is not in the file", "key.not_in_file", "key.refused"),
            new("14", "the key's line is broken", "key.line_broken", "key.excluded"),
            new("15", "StrictModes", "paths.strict_modes"),
            new(
                "16",
                "the key file cannot be read",
                "paths.unreadable",
                "paths.decided",
                "mac.selinux_denial",
                "mac.selinux_label",
                "mac.apparmor_denial"
            ),
            new("17", "the home is not there", "paths.home_missing"),
            new(
                "18",
                "the method is off",
                "method.publickey_off",
                "method.password_off",
                "method.decided"
            ),
            new("19", "AllowUsers and its like", "user.lists", "user.decided"),
            new("20", "PermitRootLogin", "user.root"),
            new(
                "31",
                "no such user, or a wrong password",
                "account.unknown",
                "method.wrong_password"
            ),
            new(
                "32",
                "the account is closed",
                "account.expired",
                "account.locked",
                "account.decided",
                "pam.access",
                "pam.stack",
                "pam.shells",
                "pam.decided"
            ),
            new("33", "the password has expired", "account.password_expired"),
            new("34", "nologin", "pam.nologin"),
            new("35", "locked by failed passwords", "pam.faillock"),
        ];

    private static ImmutableArray<RootCause> Keys =>
        [
            new("36", "too many keys", "key.too_many"),
            new(
                "37",
                "SHA-1, short RSA, DSA",
                "key.sha1",
                "key.too_short",
                "key.dsa",
                "key.algorithm"
            ),
            new(
                "38",
                "the client cannot use its key",
                "key.unusable",
                "key.none",
                "key.config_owner",
                "method.cannot_sign"
            ),
            new(
                "39",
                "certificates",
                "key.certificate",
                "key.certificate_expired",
                "key.certificate_not_yet",
                "key.certificate_principal",
                "key.certificate_authority",
                "key.certificate_clock"
            ),
            new(
                "40",
                "revoked, from=, expiry-time=, AuthorizedKeysCommand",
                "key.revoked",
                "key.revoked_list",
                "key.from",
                "key.expired",
                "key.command",
                "key.decided"
            ),
            new(
                "41",
                "the host's key",
                "host_key.changed",
                "host_key.not_known",
                "host_key.revoked",
                "host_key.other_machine"
            ),
            new("42", "a second factor", "method.second_factor"),
        ];

    private static ImmutableArray<RootCause> Session =>
        [
            new("43", "the shell", "shell.trouble", "shell.decided"),
            new(
                "44",
                "PAM's session stage and limits",
                "session.limits",
                "session.pam",
                "session.closed"
            ),
            new(
                "45",
                "a full disk",
                "key.disk_full",
                "session.disk_full",
                "session.inodes",
                "session.read_only"
            ),
            new(
                "46",
                "chroot, forced command, sftp",
                "session.chroot",
                "shell.forced_command",
                "session.subsystem"
            ),
            new("47", "root's keys only say whom to log in as", "shell.cloud_root"),
            new("48", "start-up files", "shell.startup_files", "shell.status"),
            new("49", "never reloaded", "user.not_reloaded", "listener.not_loaded"),
            new("50", "idle sessions are cut", "session.idle"),
        ];
}
