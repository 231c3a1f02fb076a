namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>What each root cause leaves at the client and on the host: the cause, and its words; ⏎ stands for a line end.</summary>
internal static class RootCauseWords
{
    /// <summary>The words name it.</summary>
    public const string Own = """
        listener.config | /etc/ssh/sshd_config: line 9: Bad configuration option: PermitRootLogins
        listener.config | /etc/ssh/sshd_config: terminating, 1 bad configuration options
        listener.config | /etc/ssh/sshd_config.d/10-x.conf line 3: Directive 'UsePAM' is not allowed within a Match block
        listener.config | AuthorizedKeysCommand set without AuthorizedKeysCommandUser
        listener.no_host_keys | sshd: no hostkeys available -- exiting.
        listener.no_host_keys | Permissions 0644 for '/etc/ssh/ssh_host_ed25519_key' are too open.
        listener.no_host_keys | Nov 22 08:36:20 web-12 sshd[127]: error: Unable to load host key: /etc/ssh/ssh_host_rsa_key
        listener.privilege_separation | Missing privilege separation directory: /run/sshd
        listener.privilege_separation | /run/sshd must be owned by root and not group or world-writable.
        listener.taken | Nov 22 08:36:20 web-12 sshd[127]: error: Bind to port 22 on 0.0.0.0 failed: Address already in use.
        listener.address_not_there | error: Bind to port 22 on 10.0.4.99 failed: Cannot assign requested address.
        listener.selinux_port | error: Bind to port 2222 on 0.0.0.0 failed: Permission denied.
        listener.selinux_port | type=AVC msg=audit(1763800000.1:2): avc:  denied  { name_bind } for  pid=811 comm="sshd" src=2222 scontext=x tcontext=y tclass=tcp_socket
        firewall.unreachable | ssh: connect to host web-12 port 22: No route to host
        firewall.unreachable | ssh: connect to host web-12 port 22: Permission denied
        route.none | ssh: connect to host web-12 port 22: Network is unreachable
        name.not_found | ssh: Could not resolve hostname web-12: Name or service not known
        ban.address | 2026-03-01 12:00:00,000 fail2ban.actions [811]: NOTICE  [sshd] Ban 10.0.9.7
        route.conntrack_full | kernel: nf_conntrack: nf_conntrack: table full, dropping packet
        banner.queue_full | kernel: TCP: request_sock_TCP: Possible SYN flooding on port 22. Sending cookies.
        banner.startups | Nov 22 08:39:24 web-12 sshd[85]: error: beginning MaxStartups throttling
        banner.startups | Nov 22 08:39:24 web-12 sshd[85]: drop connection #10 from [10.0.9.7]:50000 on [10.0.4.12]:22 past MaxStartups
        banner.startups | debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups
        banner.penalty | Nov 22 08:39:24 web-12 sshd[85]: drop connection #3 from [10.0.9.7]:50000 on [10.0.4.12]:22 penalty: failed authentication
        banner.penalty | debug1: kex_exchange_identification: banner line 0: Not allowed at this time
        banner.hosts_deny | Nov 22 08:39:24 web-12 sshd[85]: refused connect from client.example (10.0.9.7)
        banner.not_restarted | Nov 22 08:39:24 web-12 sshd[85]: error: rexec version mismatch
        banner.not_restarted | fatal: recv_rexec_state: buffer error: incomplete message
        banner.not_restarted | OpenSSL version mismatch. Built against 30000020, you have 30200010
        banner.not_ssh | Bad remote protocol version identification: 'HTTP/1.1 400 Bad Request'
        banner.not_ssh | banner exchange: Connection to 10.0.4.12 port 22: invalid format
        banner.no_tasks | Nov 22 08:39:24 web-12 sshd[85]: error: fork: Resource temporarily unavailable
        banner.no_memory | kernel: oom-kill:constraint=CONSTRAINT_NONE,task=sshd,pid=811
        key_exchange.nothing_common | Unable to negotiate with 10.0.4.12 port 22: no matching key exchange method found. Their offer: diffie-hellman-group1-sha1
        key_exchange.nothing_common | Nov 22 08:39:24 web-12 sshd[85]: Unable to negotiate with 10.0.9.7 port 50000: no matching host key type found. Their offer: ssh-rsa [preauth]
        key_exchange.stalled | debug1: Connecting to web-12 [10.0.4.12] port 22.⏎debug1: Connection established.⏎debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1⏎debug1: SSH2_MSG_KEXINIT sent⏎debug1: SSH2_MSG_KEXINIT received⏎debug1: expecting SSH2_MSG_KEX_ECDH_REPLY
        method.grace_time | Nov 22 08:39:24 web-12 sshd[85]: fatal: Timeout before authentication for 10.0.9.7 port 50000
        method.grace_time | Nov 22 08:39:24 web-12 sshd[85]: Timeout before authentication for connection from 10.0.9.7 to 10.0.4.12, pid = 811
        key.line_broken | debug1: /home/alice/.ssh/authorized_keys:3: bad key options: unknown key option
        key.not_in_file | Nov 22 08:39:24 web-12 sshd[92]: Failed publickey for alice from 10.0.9.7 port 50000 ssh2: ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I
        paths.strict_modes | Nov 22 08:39:24 web-12 sshd[92]: Authentication refused: bad ownership or modes for directory /home/alice
        paths.strict_modes | Authentication refused: bad ownership or modes for file /home/alice/.ssh/authorized_keys
        paths.unreadable | Nov 22 08:34:09 web-12 sshd[89]: Could not open user 'alice' authorized keys '/home/alice/.ssh/authorized_keys': Permission denied
        user.lists | Nov 22 08:34:23 web-12 sshd[88]: User alice from 10.0.9.7 not allowed because not listed in AllowUsers
        user.lists | User alice from 10.0.9.7 not allowed because a group is listed in DenyGroups⏎Failed password for invalid user alice from 10.0.9.7 port 50000 ssh2
        user.root | Nov 22 08:35:47 web-12 sshd[91]: ROOT LOGIN REFUSED FROM 10.0.9.7 port 51844
        user.root | Nov 22 08:35:47 web-12 sshd[91]: Failed password for root from 10.0.9.7 port 51844 ssh2
        account.unknown | Nov 22 08:35:47 web-12 sshd[91]: Invalid user alcie from 10.0.9.7 port 51844
        account.unknown | sssd[811]: Backend is offline
        account.expired | Nov 22 08:35:47 web-12 sshd[91]: pam_unix(sshd:account): account alice has expired (account expired)⏎Nov 22 08:35:47 web-12 sshd[91]: fatal: Access denied for user alice by PAM account configuration [preauth]
        pam.access | Nov 22 08:35:36 web-12 sshd[89]: pam_access(sshd:account): access denied for user `alice' from `10.0.9.7'
        account.password_expired | WARNING: Your password has expired.⏎Password change required but no TTY available.
        account.password_expired | Nov 22 08:35:00 web-12 sshd[92]: pam_unix(sshd:account): expired password for user alice (root enforced)
        account.locked | User alice not allowed because account is locked
        pam.nologin | Nov 22 08:35:07 web-12 sshd[88]: fatal: Access denied for user alice by PAM account configuration [preauth]
        pam.nologin | System is booting up. Unprivileged users are not permitted to log in yet. Please come back later.
        pam.faillock | Nov 22 08:35:07 web-12 sshd[88]: pam_faillock(sshd:auth): Consecutive login failures for user alice account temporarily locked
        key.too_many | Received disconnect from 10.0.4.12 port 22:2: Too many authentication failures
        key.too_many | Nov 22 08:35:55 web-12 sshd[95]: error: maximum authentication attempts exceeded for alice from 10.0.9.7 port 40624 ssh2 [preauth]
        key.algorithm | debug1: send_pubkey_test: no mutual signature algorithm
        key.sha1 | userauth_pubkey: signature algorithm ssh-rsa not in PubkeyAcceptedAlgorithms [preauth]
        key.too_short | refusing RSA key: Invalid key length [preauth]
        key.unusable | @         WARNING: UNPROTECTED PRIVATE KEY FILE!          @⏎Permissions 0644 for '/home/alice/.ssh/id_ed25519' are too open.⏎Load key "/home/alice/.ssh/id_ed25519": bad permissions
        key.unusable | Load key "/home/alice/.ssh/id_rsa": error in libcrypto
        key.unusable | Load key "/home/alice/.ssh/id_rsa": invalid format
        key.config_owner | Bad owner or permissions on /home/alice/.ssh/config
        name.client_config | /home/alice/.ssh/config: line 3: Bad configuration option: identityfiles
        key.certificate_expired | Nov 22 08:38:50 web-12 sshd[94]: error: Certificate invalid: expired
        key.certificate_principal | error: Certificate invalid: name is not a listed principal
        key.revoked | error: Authentication key ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I revoked by file /etc/ssh/revoked
        key.revoked_list | error: Error checking authentication key ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I in revoked keys file /etc/ssh/revoked
        key.excluded | error: Refused by key options
        key.from | /home/alice/.ssh/authorized_keys:1: Authentication tried for alice with correct key but not from a permitted host (host=10.0.9.7, ip=10.0.9.7, required=10.0.0.0/24).
        key.certificate_not_yet | error: Certificate invalid: not yet valid
        key.command | error: Unsafe AuthorizedKeysCommand "/opt/keys": bad ownership or modes for file /opt/keys
        host_key.changed | @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
        host_key.not_known | No ED25519 host key is known for web-12 and you have requested strict checking.⏎Host key verification failed.
        host_key.revoked | @       WARNING: REVOKED HOST KEY DETECTED!               @
        method.second_factor | Authenticated using "publickey" with partial success.
        method.second_factor | Nov 22 08:35:07 web-12 sshd[88]: Partial publickey for alice from 10.0.9.7 port 50000 ssh2: ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I
        method.wrong_password | Permission denied, please try again.
        shell.trouble | User alice not allowed because shell /bin/zsh does not exist
        shell.trouble | This account is currently not available.
        session.limits | There were too many logins for 'alice'.
        session.limits | error: PAM: pam_open_session(): Permission denied
        session.pam | Nov 22 08:35:07 web-12 sshd[88]: pam_systemd(sshd:session): Failed to create session: Connection timed out
        session.disk_full | write: No space left on device
        session.chroot | fatal: bad ownership or modes for chroot directory component "/srv/"
        session.subsystem | subsystem request for sftp by user alice failed, subsystem not found
        shell.cloud_root | Please login as the user "ubuntu" rather than the user "root".
        shell.startup_files | Received message too long 1398362950
        shell.startup_files | protocol version mismatch -- is your shell clean?
        session.idle | Timeout, client not responding from user alice 10.0.9.7 port 50000
        """;

    /// <summary>Other causes leave the same words.</summary>
    public const string Shared = """
        listener.stopped | ssh: connect to host web-12 port 22: Connection refused
        listener.config | ssh: connect to host web-12 port 22: Connection refused
        listener.no_host_keys | ssh: connect to host web-12 port 22: Connection refused
        listener.privilege_separation | ssh: connect to host web-12 port 22: Connection refused
        listener.taken | ssh: connect to host web-12 port 22: Connection refused
        listener.address_not_there | ssh: connect to host web-12 port 22: Connection refused
        listener.elsewhere | ssh: connect to host web-12 port 22: Connection refused
        listener.selinux_port | ssh: connect to host web-12 port 22: Connection refused
        firewall.reject | ssh: connect to host web-12 port 22: Connection refused
        ban.address | ssh: connect to host web-12 port 22: Connection refused
        firewall.drop | ssh: connect to host web-12 port 22: Connection timed out
        ban.address | ssh: connect to host web-12 port 22: Connection timed out
        route.lost | ssh: connect to host web-12 port 22: Connection timed out
        route.conntrack_full | ssh: connect to host web-12 port 22: Connection timed out
        banner.queue_full | ssh: connect to host web-12 port 22: Connection timed out
        listener.elsewhere | ssh: connect to host web-12 port 22: Connection timed out
        firewall.reject | ssh: connect to host web-12 port 22: No route to host
        banner.startups | kex_exchange_identification: Connection closed by remote host
        banner.startups | kex_exchange_identification: read: Connection reset by peer
        banner.penalty | kex_exchange_identification: Connection closed by remote host
        banner.hosts_deny | kex_exchange_identification: read: Connection reset by peer
        banner.not_restarted | kex_exchange_identification: read: Connection reset by peer
        banner.no_tasks | kex_exchange_identification: Connection closed by remote host
        listener.taken | kex_exchange_identification: read: Connection reset by peer
        method.grace_time | Connection closed by 10.0.4.12 port 22
        account.expired | Connection closed by 10.0.4.12 port 22
        pam.access | Connection closed by 10.0.4.12 port 22
        pam.nologin | Connection closed by 10.0.4.12 port 22
        session.limits | Connection to web-12 closed by remote host.
        session.chroot | Connection to web-12 closed by remote host.
        session.chroot | client_loop: send disconnect: Broken pipe
        session.idle | client_loop: send disconnect: Broken pipe
        key.not_in_file | alice@web-12: Permission denied (publickey).
        key.line_broken | alice@web-12: Permission denied (publickey).
        paths.strict_modes | alice@web-12: Permission denied (publickey).
        paths.unreadable | alice@web-12: Permission denied (publickey).
        paths.home_missing | alice@web-12: Permission denied (publickey).
        method.password_off | alice@web-12: Permission denied (publickey).
        method.publickey_off | alice@web-12: Permission denied (password).
        method.second_factor | alice@web-12: Permission denied (password).
        user.lists | alice@web-12: Permission denied (publickey,password).
        account.unknown | alice@web-12: Permission denied (publickey,password).
        pam.faillock | alice@web-12: Permission denied (publickey,password).
        key.certificate | alice@web-12: Permission denied (publickey,password).
        key.revoked | alice@web-12: Permission denied (publickey,password).
        key.revoked_list | alice@web-12: Permission denied (publickey,password).
        key.excluded | alice@web-12: Permission denied (publickey,password).
        key.command | alice@web-12: Permission denied (publickey,password).
        key.algorithm | alice@web-12: Permission denied (publickey,password).
        shell.trouble | alice@web-12: Permission denied (publickey,password).
        user.not_reloaded | alice@web-12: Permission denied (publickey,password).
        session.disk_full | alice@web-12: Permission denied (publickey,password).
        user.root | root@web-12: Permission denied (publickey,password).
        host_key.changed | Nov 22 08:37:31 web-12 sshd[88]: Connection closed by 10.0.9.7 port 44318 [preauth]
        host_key.not_known | Nov 22 08:37:31 web-12 sshd[88]: Connection closed by 10.0.9.7 port 44318 [preauth]
        key.not_in_file | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.line_broken | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.excluded | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        paths.home_missing | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        paths.unreadable | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        method.publickey_off | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        method.password_off | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        method.second_factor | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        user.root | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.too_many | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.algorithm | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.unusable | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        key.none | Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]
        user.slow_names | debug1: Connecting to web-12 [10.0.4.12] port 22.⏎debug1: Next authentication method: publickey
        """;

    public static TheoryData<string, string> Rows(string words) =>
        [
            .. words
                .Split('\n')
                .Select(row => row.Split(" | ", 2))
                .Select(row => new TheoryDataRow<string, string>(
                    row[0],
                    row[1].Replace('⏎', '\n')
                )),
        ];
}
