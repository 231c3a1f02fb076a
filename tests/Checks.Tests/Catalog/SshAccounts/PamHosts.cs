using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAccounts;

/// <summary>PAM as Debian 12, Ubuntu 24.04 and RHEL 9 ship it for sshd.</summary>
internal static class PamHosts
{
    private static readonly string[] Modules =
    [
        "access",
        "cap",
        "deny",
        "env",
        "faildelay",
        "faillock",
        "keyinit",
        "limits",
        "localuser",
        "loginuid",
        "mail",
        "mkhomedir",
        "motd",
        "namespace",
        "nologin",
        "oddjob_mkhomedir",
        "permit",
        "pwquality",
        "selinux",
        "shells",
        "sss",
        "succeed_if",
        "systemd",
        "umask",
        "unix",
        "usertype",
    ];

    public static FakeHost PamDebian(this FakeHost host) =>
        host.WithModules("/usr/lib/x86_64-linux-gnu/security")
            .File("/etc/security/access.conf", "# nothing but comments\n")
            .File("/etc/security/limits.conf", "# nothing but comments\n")
            .Directory("/etc/security/limits.d")
            .File("/etc/security/faillock.conf", "# deny = 3\n")
            .File(
                "/etc/pam.d/sshd",
                """
                # PAM configuration for the Secure Shell service
                @include common-auth
                account    required     pam_nologin.so
                # account  required     pam_access.so
                @include common-account
                session [success=ok ignore=ignore module_unknown=ignore default=bad]        pam_selinux.so close
                session    required     pam_loginuid.so
                session    optional     pam_keyinit.so force revoke
                @include common-session
                session    optional     pam_motd.so  motd=/run/motd.dynamic
                session    optional     pam_motd.so noupdate
                session    optional     pam_mail.so standard noenv # [1]
                session    required     pam_limits.so
                session    required     pam_env.so # [1]
                session    required     pam_env.so user_readenv=1 envfile=/etc/default/locale
                session [success=ok ignore=ignore module_unknown=ignore default=bad]        pam_selinux.so open
                @include common-password

                """
            )
            .File(
                "/etc/pam.d/common-auth",
                "auth\t[success=1 default=ignore]\tpam_unix.so nullok\nauth\trequisite\t\t\tpam_deny.so\nauth\trequired\t\t\tpam_permit.so\nauth\toptional\t\t\tpam_cap.so \n"
            )
            .File(
                "/etc/pam.d/common-account",
                "account\t[success=1 new_authtok_reqd=done default=ignore]\tpam_unix.so \naccount\trequisite\t\t\tpam_deny.so\naccount\trequired\t\t\tpam_permit.so\n"
            )
            .File(
                "/etc/pam.d/common-session",
                "session\t[default=1]\t\t\tpam_permit.so\nsession\trequisite\t\t\tpam_deny.so\nsession\trequired\t\t\tpam_permit.so\nsession\trequired\tpam_unix.so \nsession\toptional\tpam_systemd.so \n"
            )
            .File(
                "/etc/pam.d/common-password",
                "password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt\npassword\trequisite\t\t\tpam_deny.so\npassword\trequired\t\t\tpam_permit.so\n"
            );

    public static FakeHost PamRedHat(this FakeHost host) =>
        host.WithModules("/usr/lib64/security")
            .File("/etc/security/access.conf", "# nothing but comments\n")
            .File("/etc/security/limits.conf", "# nothing but comments\n")
            .Directory("/etc/security/limits.d")
            .File("/etc/security/faillock.conf", "# deny = 3\n")
            .File(
                "/etc/pam.d/sshd",
                """
                #%PAM-1.0
                auth       substack     password-auth
                auth       include      postlogin
                account    required     pam_sepermit.so
                account    required     pam_nologin.so
                account    include      password-auth
                password   include      password-auth
                # pam_selinux.so close should be the first session rule
                session    required     pam_selinux.so close
                session    required     pam_loginuid.so
                # pam_selinux.so open should only be followed by sessions to be executed in the user context
                session    required     pam_selinux.so open env_params
                session    required     pam_namespace.so
                session    optional     pam_keyinit.so force revoke
                session    optional     pam_motd.so
                session    include      password-auth
                session    include      postlogin

                """
            )
            .File("/usr/lib64/security/pam_sepermit.so", "", LoginHosts.Program)
            .File(
                "/etc/pam.d/password-auth",
                """
                auth        required                                     pam_env.so
                auth        required                                     pam_faildelay.so delay=2000000
                auth        sufficient                                   pam_unix.so nullok
                auth        required                                     pam_deny.so

                account     required                                     pam_unix.so
                account     sufficient                                   pam_localuser.so
                account     sufficient                                   pam_usertype.so issystem
                account     required                                     pam_permit.so

                password    requisite                                    pam_pwquality.so
                password    sufficient                                   pam_unix.so sha512 shadow nullok use_authtok
                password    required                                     pam_deny.so

                session     optional                                     pam_keyinit.so revoke
                session     required                                     pam_limits.so
                -session    optional                                     pam_systemd.so
                session     [success=1 default=ignore]                   pam_succeed_if.so service in crond quiet use_uid
                session     required                                     pam_unix.so

                """
            )
            .File(
                "/etc/pam.d/postlogin",
                "session optional pam_umask.so silent\nsession [success=1 default=ignore] pam_succeed_if.so service !~ gdm* service !~ su* quiet\nsession [default=1] pam_lastlog.so nowtmp showfailed\nsession optional pam_lastlog.so silent noupdate showfailed\n"
            );

    private static FakeHost WithModules(this FakeHost host, string folder)
    {
        foreach (var module in Modules)
        {
            host.File($"{folder}/pam_{module}.so", "", LoginHosts.Program);
        }

        return host;
    }
}
