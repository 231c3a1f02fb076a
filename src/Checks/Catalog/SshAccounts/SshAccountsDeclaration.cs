using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAccounts;

internal static class SshAccountsDeclaration
{
    public static CheckDeclaration Value { get; } =
        new()
        {
            Id = SshAccountsCheck.Id,
            Version = 1,
            Title = "What keeps an account out: expiry, locks, shell, home, sshd's lists, nologin",
            Description =
                "Reads passwd, shadow, login.defs, nsswitch.conf, the nologin files and the lists in sshd_config, and looks at the shell and home of each person's account (UID_MIN to UID_MAX, and root) and of every "
                + "other that has a password, a key file or its name in AllowUsers. Password hashes never leave the host: only whether a password is set, locked or none at all, and the ageing fields. "
                + "It does not see accounts from other sources than files (LDAP, SSSD), and of Match sections only those for users and groups. Without root shadow is unreadable, and what it decides is unknown.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(
                    "account/*",
                    KeyUse.Watched,
                    "An account that somebody could log in as",
                    "uid 1000 gid 1000"
                ),
                new(
                    "account/*/password",
                    KeyUse.Watched,
                    "What its password field allows: set, empty, none, locked (a hash stands behind the !), locked, none set, or missing (no line in shadow)",
                    "set"
                ),
                new("account/*/expires", KeyUse.Watched, "The day it expires, UTC", "2027-01-31"),
                new(
                    "account/*/ageing",
                    KeyUse.Inventory,
                    "Password ageing in days: last change since 1970-01-01, maximum, inactivity",
                    "changed 20500 max 90 inactive 14"
                ),
                new(
                    "account/*/shell",
                    KeyUse.Watched,
                    "Its shell: good, missing, not_executable or wrong_kind",
                    "good /bin/bash"
                ),
                new(
                    "account/*/home",
                    KeyUse.Watched,
                    "Its home: good, missing or wrong_kind",
                    "good /home/alice"
                ),
                new(
                    "account/*/key_file",
                    KeyUse.Inventory,
                    "The first of its key files that is not empty",
                    "/home/alice/.ssh/authorized_keys"
                ),
                new("account/*/named", KeyUse.Inventory, "A list that names it", "AllowUsers"),
                new(
                    "account/*/allowed",
                    KeyUse.Inventory,
                    "Whether sshd's lists let it in from anywhere",
                    "no: AllowUsers"
                ),
                new(
                    "account/*/groups",
                    KeyUse.Inventory,
                    "Its groups, the primary one first",
                    "alice,sudo"
                ),
                new(
                    "account/*/session",
                    KeyUse.Inventory,
                    "What sshd gives it: shell, sftp, shell or sftp (inside sshd), chroot",
                    "shell"
                ),
                new(
                    "login_list/*/*",
                    KeyUse.Inventory,
                    "A name in AllowUsers or AllowGroups, and whether files know it",
                    "known"
                ),
                new(
                    "nologin/**",
                    KeyUse.Watched,
                    "A file that closes the host to all but root",
                    "present"
                ),
                new(
                    AccountKey.Sources,
                    KeyUse.Inventory,
                    "Where accounts are looked up (nsswitch.conf)",
                    "files systemd"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ActAsUser],
        };
}
