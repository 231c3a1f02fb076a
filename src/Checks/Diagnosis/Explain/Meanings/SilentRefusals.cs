using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>Causes that leave one and the same line: only the state of the host and of the client tells them apart.</summary>
internal static class SilentRefusals
{
    /// <summary>At LogLevel INFO sshd writes nothing of a key that it refuses, only that the client closed: OpenSSH auth.c, auth2-pubkey.c.</summary>
    public static readonly ImmutableArray<string> InLog =
    [
        "key.not_in_file",
        "key.line_broken",
        "key.excluded",
        "paths.home_missing",
        "paths.unreadable",
        "method.publickey_off",
        "method.password_off",
        "method.second_factor",
        "key.unusable",
        "key.none",
        "key.algorithm",
        "key.too_many",
        "user.root",
        "mac.selinux_label",
        "method.cannot_sign",
        "key.disk_full",
    ];

    /// <summary>The client is told even less: <c>Permission denied</c> follows from every refusal behind the key exchange.</summary>
    public static readonly ImmutableArray<string> AtClient =
    [
        "key.not_in_file",
        "paths.strict_modes",
        "paths.unreadable",
        "user.lists",
        "account.unknown",
        "method.wrong_password",
        "key.line_broken",
        "key.excluded",
        "key.none",
        "key.unusable",
        "method.publickey_off",
        "method.password_off",
        "user.root",
        "shell.trouble",
        "account.locked",
        "pam.faillock",
        "paths.home_missing",
        "mac.selinux_label",
        "key.algorithm",
        "key.certificate",
        "key.revoked",
        "key.revoked_list",
        "key.command",
        "method.second_factor",
        "user.not_reloaded",
        "session.disk_full",
        "method.cannot_sign",
        "key.disk_full",
    ];

    /// <summary>The server closes behind a right key or password, and says no more.</summary>
    public static readonly ImmutableArray<string> AfterLogin =
    [
        "account.expired",
        "pam.nologin",
        "pam.access",
        "pam.stack",
        "pam.faillock",
        "session.limits",
        "session.chroot",
        "session.pam",
        "session.disk_full",
    ];

    /// <summary>The connection opens and ends before the server names itself.</summary>
    public static readonly ImmutableArray<string> BeforeBanner =
    [
        "banner.startups",
        "banner.penalty",
        "banner.hosts_deny",
        "banner.not_restarted",
        "banner.no_tasks",
        "banner.no_memory",
        "banner.no_processes",
        "banner.not_ssh",
        "ban.address",
        "listener.taken",
    ];

    /// <summary>Nobody listens, or somebody answers so.</summary>
    public static readonly ImmutableArray<string> Refused =
    [
        "listener.stopped",
        "listener.config",
        "listener.no_host_keys",
        "listener.privilege_separation",
        "listener.elsewhere",
        "listener.taken",
        "ban.address",
        "firewall.reject",
        "listener.address_not_there",
        "listener.selinux_port",
    ];

    /// <summary>Nobody answers.</summary>
    public static readonly ImmutableArray<string> Silence =
    [
        "firewall.drop",
        "ban.address",
        "route.lost",
        "address.not_hosts",
        "route.host_silent",
        "listener.elsewhere",
        "route.conntrack_full",
        "banner.queue_full",
        "firewall.divert",
    ];
}
