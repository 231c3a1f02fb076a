using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshPaths;

internal static class SshPathsDeclaration
{
    public static CheckDeclaration Value { get; } =
        new()
        {
            Id = SshPathsCheck.Id,
            Version = 2,
            Title = "Homes, .ssh folders and authorized_keys of every account that can log in",
            Description =
                "Reads each account of /etc/passwd whose shell is not nologin or false, resolves its home and the files that AuthorizedKeysFile names for it (Match sections for the user and its "
                + "groups included), opens them with the account's own rights as sshd does, and records the modes that sshd's StrictModes rests on and the keys. Whoever answers for logins cares: one "
                + "chmod on a home locks its owner out, and one line more lets somebody in. It does not see accounts from other sources than files (LDAP, SSSD), keys from AuthorizedKeysCommand, "
                + "wildcards in AuthorizedKeysFile (OpenSSH 10.0), or what an AuthorizedKeysFile under a Match by address would change. Without root only the agent's own account is seen whole.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(
                    "mode/**",
                    KeyUse.Watched,
                    "Kind, permissions and owners of a home, its .ssh and each path sshd judges",
                    "drwxr-xr-x alice:alice"
                ),
                new(
                    "authorized_key/*/**",
                    KeyUse.Watched,
                    "A key that lets somebody in as the account: type and options. A key on several lines has each line's, joined by |",
                    "ssh-ed25519 from=10.0.0.0/8"
                ),
                new(
                    "authorized_keys_file/*/**",
                    KeyUse.Inventory,
                    "A key file that exists: its real path, or why sshd cannot read it",
                    "/home/alice/.ssh/authorized_keys"
                ),
                new(
                    "authorized_keys_mtime/*/**",
                    KeyUse.Inventory,
                    "When a key file was last written, UTC, as the file itself has it",
                    "2026-11-22T14:05:11Z"
                ),
                new("login/*/name", KeyUse.Inventory, "An account that can log in", "alice"),
                new("login/*/uid", KeyUse.Inventory, "Its number", "1000"),
                new(
                    "login/*/owner",
                    KeyUse.Inventory,
                    "How files of its uid show their owner",
                    "alice"
                ),
                new("login/*/home", KeyUse.Inventory, "Its home as passwd has it", "/home/alice"),
                new(
                    "login/*/home_resolved",
                    KeyUse.Inventory,
                    "Its home, links resolved",
                    "/home/alice"
                ),
                new("login/*/shell", KeyUse.Inventory, "Its shell", "/bin/bash"),
                new(
                    "path_group/*/primary",
                    KeyUse.Inventory,
                    "Accounts whose primary group is this one, for groups that may write a judged path",
                    "alice"
                ),
                new("path_group/*/members", KeyUse.Inventory, "Its supplementary members", "bob"),
                new("strict_modes/enabled", KeyUse.Inventory, "StrictModes in sshd's files", "yes"),
                new(
                    "strict_modes/private_groups",
                    KeyUse.Inventory,
                    "Whether this distribution's sshd accepts a path its owner's private group may write",
                    "accepted"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ActAsUser],
        };
}
