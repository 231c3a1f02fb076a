namespace Fleet.Lab.Tests.Logins;

/// <summary>One way a host may be set up: a few things that decide about logins, picked by a seed.</summary>
/// <param name="Seed">Gives the same case for ever.</param>
/// <param name="Sshd">Lines of sshd_config.</param>
/// <param name="KeyOptions">What stands before alice's key.</param>
/// <param name="Commands">Run in the host as root, in order.</param>
internal sealed record LoginCase(int Seed, string[] Sshd, string KeyOptions, string[] Commands)
{
    /// <summary>Accounts with the shared key: alice and root have it, bob has none.</summary>
    public static readonly string[] Users = ["alice", "bob", "root", "nobody-at-all"];

    /// <param name="seed">Any number.</param>
    /// <param name="client">The client's IPv4 address.</param>
    public static LoginCase Make(int seed, string client)
    {
        var random = new Random(seed);
        string Pick(params string[] any) => any[random.Next(any.Length)];
        // Most cases have one or two things out of the ordinary, so that each is seen alone.
        string[] Some(double chance, params string[] any) =>
            random.NextDouble() < chance ? [Pick(any)] : [];
        var network = client[..(client.LastIndexOf('.') + 1)];
        return new LoginCase(
            seed,
            [
                .. Some(0.25, Lists(client, network)),
                .. Some(
                    0.2,
                    "PermitRootLogin no",
                    "PermitRootLogin yes",
                    "PermitRootLogin forced-commands-only"
                ),
                .. Some(0.1, "UsePAM no"),
                .. Some(0.12, "StrictModes no"),
                // sshd does not start with a method that is both off and asked for.
                .. Some(
                    0.18,
                    "PubkeyAuthentication no",
                    "AuthenticationMethods publickey",
                    "AuthenticationMethods publickey,password",
                    "AuthenticationMethods password publickey",
                    "AuthenticationMethods publickey,publickey"
                ),
                .. Some(
                    0.1,
                    "AuthorizedKeysFile none",
                    "AuthorizedKeysFile /etc/ssh/keys-%u",
                    "AuthorizedKeysFile .ssh/authorized_keys .ssh/more"
                ),
                .. Some(
                    0.1,
                    "RevokedKeys /etc/ssh/not-there",
                    "RevokedKeys /etc/ssh/revoked",
                    "PubkeyAcceptedAlgorithms rsa-sha2-512",
                    "PubkeyAcceptedAlgorithms ssh-ed25519,rsa-sha2-256"
                ),
                .. Some(0.3, Matches(client, network)),
            ],
            Pick(
                "",
                "",
                "",
                "",
                "restrict",
                "command=\"true\"",
                $"from=\"{client}\"",
                $"from=\"{network}*\"",
                "from=\"192.0.2.0/24,!10.0.0.0/8\"",
                $"from=\"*,!{client}\"",
                "expiry-time=\"20200101\"",
                "expiry-time=\"20990101Z\"",
                "cert-authority"
            ),
            [.. Some(0.35, Paths), .. Some(0.3, Accounts), .. Some(0.2, Surroundings(client))]
        );
    }

    private static string[] Lists(string client, string network) =>
        [
            "AllowUsers alice",
            "AllowUsers bob root",
            $"AllowUsers alice@{client}",
            $"AllowUsers alice@{network}0/24 root@192.0.2.1",
            "AllowUsers alice@192.0.2.0/24",
            $"AllowUsers *@!{client},*",
            "DenyUsers alice",
            $"DenyUsers *@{client}",
            "DenyUsers !alice",
            "AllowGroups ops",
            "AllowGroups o?s root",
            "DenyGroups ops",
            "AllowUsers ali*\nDenyGroups root",
        ];

    private static string[] Matches(string client, string network) =>
        [
            "Match User alice\n PubkeyAuthentication no",
            "Match User bob\n PubkeyAuthentication no",
            $"Match Address {client}\n AllowUsers root",
            $"Match Address {network}0/24,!{client}\n AllowUsers root",
            "Match Address 192.0.2.0/24\n PubkeyAuthentication no",
            "Match Group ops\n AuthorizedKeysFile none",
            "Match Group *,!ops\n PubkeyAuthentication no",
            "Match User !root\n PermitRootLogin no",
            $"Match User root Address {client}\n PermitRootLogin yes",
            "Match all\n DenyUsers bob",
            $"Match Host {client}\n AuthenticationMethods password",
            "Match LocalPort 22\n AllowUsers alice",
        ];

    private static readonly string[] Paths =
    [
        "chmod 0777 /home/alice",
        "chmod 0775 /home/alice",
        "chmod 0770 /home/alice/.ssh",
        "chmod 0666 /home/alice/.ssh/authorized_keys",
        "chmod 0664 /home/alice/.ssh/authorized_keys",
        "chmod 0777 /home",
        "chown bob /home/alice/.ssh",
        "chown bob /home/alice",
        "chown root:root /home/alice/.ssh/authorized_keys; chmod 0600 /home/alice/.ssh/authorized_keys",
        "chown root:root /home/alice/.ssh/authorized_keys; chmod 0644 /home/alice/.ssh/authorized_keys",
        "mv /home/alice/.ssh/authorized_keys /home/alice/.ssh/more",
        "mv /home/alice/.ssh /srv/keys; ln -s /srv/keys /home/alice/.ssh",
        "cp -p /home/alice/.ssh/authorized_keys /etc/ssh/keys-alice",
        "chmod 0777 /root/.ssh",
        "rm /home/alice/.ssh/authorized_keys; mkdir /home/alice/.ssh/authorized_keys",
    ];

    private static readonly string[] Accounts =
    [
        "usermod -L alice",
        "usermod -p '*' alice",
        "usermod -p '!' alice; usermod -p '!' root",
        "chage -E 2020-01-01 alice",
        "chage -E 2090-01-01 alice",
        "usermod -s /usr/sbin/nologin alice",
        "usermod -s /bin/false alice",
        "usermod -s /bin/not-there alice",
        "usermod -s /etc/passwd alice",
        "usermod -s '' alice",
        "groupadd -f ops; usermod -aG ops alice",
        "groupadd -f ops; usermod -g ops alice",
        "chage -M 30 -I 5 -d 2020-01-01 alice",
        "usermod -d /home/gone alice",
        "sed -i '/^alice:/d' /etc/shadow",
    ];

    private static string[] Surroundings(string client) =>
        [
            "touch /etc/nologin",
            $"echo 'sshd: {client}' > /etc/hosts.deny",
            $"echo 'sshd: ALL' > /etc/hosts.deny; echo 'sshd: {client}' > /etc/hosts.allow",
            "sed -i '1i account required pam_access.so' /etc/pam.d/sshd; echo '-:alice:ALL' > /etc/security/access.conf",
            $"sed -i '1i account required pam_access.so' /etc/pam.d/sshd; printf '+:alice:{client}\\n-:ALL:ALL\\n' > /etc/security/access.conf",
            "sed -i '1i account required pam_shells.so' /etc/pam.d/sshd; echo /bin/sh > /etc/shells",
            "sed -i '1i account required pam_deny.so' /etc/pam.d/sshd",
        ];

    public override string ToString() =>
        $"seed {Seed}: {string.Join("; ", Sshd.Select(line => line.Replace('\n', ',')))} | key {KeyOptions} | {string.Join(" && ", Commands)}";
}
