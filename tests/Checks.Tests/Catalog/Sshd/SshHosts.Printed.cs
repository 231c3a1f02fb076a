namespace Fleet.Checks.Tests.Catalog.Sshd;

internal static partial class SshHosts
{
    /// <summary>Printed by Debian 12's sshd for <see cref="DebianConfig"/>; the algorithm lists are shortened.</summary>
    public const string Debian12T = """
        port 22
        addressfamily any
        listenaddress [::]:22
        listenaddress 0.0.0.0:22
        usepam yes
        logingracetime 120
        x11displayoffset 10
        maxauthtries 6
        maxsessions 10
        clientaliveinterval 0
        clientalivecountmax 3
        requiredrsasize 1024
        streamlocalbindmask 0177
        unusedconnectiontimeout none
        permitrootlogin without-password
        ignorerhosts yes
        ignoreuserknownhosts no
        hostbasedauthentication no
        hostbasedusesnamefrompacketonly no
        pubkeyauthentication yes
        kerberosauthentication no
        gssapiauthentication no
        gssapikeyexchange no
        passwordauthentication yes
        kbdinteractiveauthentication no
        printmotd no
        printlastlog yes
        x11forwarding yes
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
        allowagentforwarding yes
        disableforwarding no
        allowstreamlocalforwarding yes
        streamlocalbindunlink no
        fingerprinthash SHA256
        exposeauthinfo no
        pidfile /run/sshd.pid
        modulifile /etc/ssh/moduli
        xauthlocation /usr/bin/xauth
        ciphers chacha20-poly1305@openssh.com,aes128-ctr
        macs umac-64-etm@openssh.com
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
        kexalgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256
        hostkeyalgorithms ssh-ed25519,rsa-sha2-512
        pubkeyacceptedalgorithms ssh-ed25519,rsa-sha2-512
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
}
