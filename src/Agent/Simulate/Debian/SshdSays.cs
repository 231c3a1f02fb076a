namespace Fleet.Agent.Simulate.Debian;

/// <summary>What sshd of Debian 12 has in its files and prints of itself, for one host.</summary>
internal static class SshdSays
{
    public const string Ciphers =
        "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com";

    public const string Kex =
        "sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256";

    public const string Macs =
        "umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512";

    private const string Drop = "3des-cbc";

    /// <summary>The ciphers of a host, in sshd's order.</summary>
    public static string CiphersOf(HostTraits host) =>
        host.HasWeakCipher ? $"{Ciphers},{Drop}" : Ciphers;

    public static string Package(HostTraits host) =>
        host.IsBehind ? "1:9.2p1-2+deb12u2" : "1:9.2p1-2+deb12u7";

    /// <summary>How it names itself to everybody.</summary>
    public static string Banner(HostTraits host) =>
        $"SSH-2.0-OpenSSH_9.2p1 Debian-{Package(host)["1:9.2p1-".Length..]}";

    /// <summary>What <c>sshd -V</c> prints.</summary>
    public static string Version(HostTraits host) =>
        $"OpenSSH_9.2p1 Debian-{Package(host)["1:9.2p1-".Length..]}, OpenSSL 3.0.17 1 Jul 2025\n";

    /// <summary>/etc/ssh/sshd_config: Debian's, with what this fleet's people put before it.</summary>
    public static string Config(HostTraits host) =>
        $"""
            # managed: sshd.cfg
            Port {host.Port}
            PermitRootLogin {(host.PermitsRootLogin ? "yes" : "no")}
            PasswordAuthentication {YesNo(host.TakesPasswords)}
            AllowAgentForwarding no
            MaxAuthTries 4
            LoginGraceTime 60
            ClientAliveInterval 300
            Ciphers {CiphersOf(host)}
            MACs {Macs}
            Include /etc/ssh/sshd_config.d/*.conf
            KbdInteractiveAuthentication no
            UsePAM yes
            X11Forwarding no
            PrintMotd no
            AcceptEnv LANG LC_*
            Subsystem sftp /usr/lib/openssh/sftp-server

            """;

    /// <summary>What <c>sshd -T</c> prints for that configuration.</summary>
    public static string Effective(HostTraits host) => Sessions(host) + Programs(host);

    private static string Sessions(HostTraits host) =>
        $"""
            port {host.Port}
            addressfamily any
            listenaddress [::]:{host.Port}
            listenaddress 0.0.0.0:{host.Port}
            usepam yes
            logingracetime 60
            x11displayoffset 10
            maxauthtries 4
            maxsessions 10
            clientaliveinterval 300
            clientalivecountmax 3
            requiredrsasize 1024
            streamlocalbindmask 0177
            unusedconnectiontimeout none
            permitrootlogin {(host.PermitsRootLogin ? "yes" : "no")}
            ignorerhosts yes
            ignoreuserknownhosts no
            hostbasedauthentication no
            hostbasedusesnamefrompacketonly no
            pubkeyauthentication yes
            kerberosauthentication no
            gssapiauthentication no
            gssapikeyexchange no
            passwordauthentication {YesNo(host.TakesPasswords)}
            kbdinteractiveauthentication no
            printmotd no
            printlastlog yes
            x11forwarding no
            x11uselocalhost yes
            permittty yes
            permituserrc yes
            strictmodes yes
            tcpkeepalive yes
            permitemptypasswords no
            compression yes
            gatewayports no
            usedns no
            allowtcpforwarding yes
            allowagentforwarding no
            disableforwarding no
            allowstreamlocalforwarding yes
            streamlocalbindunlink no

            """;

    private static string Programs(HostTraits host) =>
        $"""
            fingerprinthash SHA256
            exposeauthinfo no
            pidfile /run/sshd.pid
            modulifile /etc/ssh/moduli
            xauthlocation /usr/bin/xauth
            ciphers {CiphersOf(host)}
            macs {Macs}
            banner none
            forcecommand none
            chrootdirectory none
            trustedusercakeys none
            revokedkeys none
            securitykeyprovider internal
            authorizedprincipalsfile none
            versionaddendum none
            authorizedkeyscommand none
            authorizedkeyscommanduser none
            authorizedprincipalscommand none
            authorizedprincipalscommanduser none
            hostkeyagent none
            kexalgorithms {Kex}
            hostkeyalgorithms ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256
            pubkeyacceptedalgorithms ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256
            loglevel INFO
            syslogfacility AUTH
            authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2
            hostkey /etc/ssh/ssh_host_rsa_key
            hostkey /etc/ssh/ssh_host_ecdsa_key
            hostkey /etc/ssh/ssh_host_ed25519_key
            acceptenv LANG
            acceptenv LC_*
            authenticationmethods any
            subsystem sftp /usr/lib/openssh/sftp-server
            maxstartups 10:30:100
            persourcemaxstartups none
            persourcenetblocksize 32:128
            permittunnel no
            ipqos lowdelay throughput
            rekeylimit 0 0
            permitopen any
            permitlisten any
            permituserenvironment no
            pubkeyauthoptions none

            """;

    private static string YesNo(bool yes) => yes ? "yes" : "no";
}
