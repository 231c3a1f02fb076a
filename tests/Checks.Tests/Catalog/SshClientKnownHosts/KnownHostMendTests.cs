using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClientKnownHosts;
using Fleet.Checks.Catalog.SshHostKeys;

namespace Fleet.Checks.Tests.Catalog.SshClientKnownHosts;

public sealed class KnownHostMendTests
{
    private const string File = "/home/alice/.ssh/known_hosts";

    private static readonly TrueHostKey[] Keys =
    [
        new("ecdsa-sha2-nistp256", "AAAAE", "SHA256:ec"),
        new("ssh-ed25519", "AAAAC", "SHA256:true"),
    ];

    private static string[] Mend(
        string hosts,
        string keys,
        int port = 22,
        string source = File + ":3"
    )
    {
        var host = new FleetHost(
            "web-12",
            ["web-12"],
            [port],
            [.. Keys.Select(key => (key.Type, key.Fingerprint))]
        );
        var known = new KnownName("desk", "alice", hosts, [.. KnownHostEntry.Split(keys)], source);
        return [.. KnownHostMend.Commands([.. new FleetKnownHosts([host]).Compare([known])], Keys)];
    }

    [Fact]
    public void A_name_with_another_key_is_taken_out_and_written_anew() =>
        Assert.Equal(
            [
                $"ssh-keygen -R '[web-12]:2222' -f {File}",
                $"echo '[web-12]:2222 ssh-ed25519 AAAAC' >> {File}",
            ],
            Mend("[web-12]:2222", "ssh-ed25519 SHA256:old", 2222)
        );

    [Fact]
    public void A_hash_stays_the_hash_that_it_was()
    {
        const string hashed = "|1|AAECAwQFBgcICQoLDA0ODxAREhM=|pq01rAJ1suTOOEzbL547oICdB7M=";

        Assert.Equal(
            [$"ssh-keygen -R web-12 -f {File}", $"echo '{hashed} ssh-ed25519 AAAAC' >> {File}"],
            Mend(hashed, "ssh-ed25519 SHA256:old")
        );
    }

    [Fact]
    public void A_bare_name_that_stands_in_for_a_port_gives_way_to_the_port_s_own() =>
        Assert.Equal(
            [
                $"ssh-keygen -R web-12 -f {File}",
                $"echo '[web-12]:2222 ssh-ed25519 AAAAC' >> {File}",
            ],
            Mend("web-12", "ssh-ed25519 SHA256:old", 2222)
        );

    [Fact]
    public void A_pattern_s_line_is_other_hosts_too_and_stays() =>
        Assert.Equal(
            [$"echo 'web-12 ssh-ed25519 AAAAC' >> {File}"],
            Mend("web-*", "ssh-ed25519 SHA256:old")
        );

    [Fact]
    public void A_revocation_is_found_by_its_key()
    {
        var command = Assert.Single(Mend("web-12", "@revoked ssh-ed25519 SHA256:true"));

        Assert.StartsWith(
            $@"sed -i '\|^[[:space:]]*@revoked .*AAAAC|d' {File} #",
            command,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Each_file_is_named_once_and_blanks_belong_to_paths()
    {
        Assert.Equal(
            ["/home/a b/known_hosts", "/etc/k"],
            KnownHostMend.Files("/home/a b/known_hosts:3 /home/a b/known_hosts:4 /etc/k:1")
        );
    }
}
