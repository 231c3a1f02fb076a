using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClientKnownHosts;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Tests.Access.KnownHosts;

public sealed class FleetKnownHostsTests
{
    private const string Hashed = "|1|AAECAwQFBgcICQoLDA0ODxAREhM=|pq01rAJ1suTOOEzbL547oICdB7M=";

    private static readonly FleetHost Web = new(
        "web-12",
        ["web-12", "10.0.0.12"],
        [22, 2222],
        [("ssh-ed25519", "SHA256:true"), ("ssh-rsa", "SHA256:rsa")]
    );

    private static KnownName Known(string hosts, string keys, string owner = "alice") =>
        new("desk", owner, hosts, [.. KnownHostEntry.Split(keys)], "/f:1");

    private static string Judge(params KnownName[] known) => Judge([Web], known);

    private static string Judge(FleetHost[] fleet, params KnownName[] known) =>
        string.Join(
            '\n',
            new FleetKnownHosts(fleet)
                .Compare(known)
                .Select(found =>
                    $"{found.Kind} {found.Known.Owner} {found.Name} {found.Key.Fingerprint}"
                )
        );

    [Theory]
    [InlineData("web-12", "ssh-ed25519 SHA256:true", "")]
    [InlineData("web-12", "ssh-ed25519 SHA256:old", "Changed alice web-12 SHA256:old")]
    [InlineData("web-12", "ecdsa-sha2-nistp256 SHA256:old", "Changed alice web-12 SHA256:old")]
    [InlineData(
        "web-12",
        "ssh-ed25519 SHA256:true | ssh-rsa SHA256:old",
        "Stale alice web-12 SHA256:old"
    )]
    [InlineData("web-12", "ssh-ed25519 SHA256:true | ecdsa-sha2-nistp256 SHA256:old", "")]
    [InlineData("web-12", "@revoked ssh-rsa SHA256:rsa", "Revoked alice web-12 SHA256:rsa")]
    [InlineData("web-12", "@revoked ssh-rsa SHA256:other", "")]
    [InlineData("web-12", "@cert-authority ssh-rsa SHA256:ca", "")]
    [InlineData("db", "ssh-ed25519 SHA256:old", "")]
    [InlineData(
        "[10.0.0.12]:2222",
        "ssh-ed25519 SHA256:old",
        "Changed alice [10.0.0.12]:2222 SHA256:old"
    )]
    [InlineData("[web-12]:77", "ssh-ed25519 SHA256:old", "")]
    [InlineData(Hashed, "ssh-ed25519 SHA256:old", "Changed alice web-12 SHA256:old")]
    public void What_a_client_knows_is_held_to_the_host_s_own_keys(
        string hosts,
        string keys,
        string found
    ) => Assert.Equal(found, Judge(Known(hosts, keys)));

    [Fact]
    public void The_client_s_own_files_help_every_account()
    {
        Assert.Equal(
            "Stale alice web-12 SHA256:old",
            Judge(
                Known("web-12", "ssh-ed25519 SHA256:old"),
                Known("web-*", "ssh-ed25519 SHA256:true", owner: "")
            )
        );
        Assert.Equal(
            "Changed  web-12 SHA256:old",
            Judge(
                Known("other", "ssh-ed25519 SHA256:x"),
                Known("web-12", "ssh-ed25519 SHA256:old", owner: "")
            )
        );
    }

    [Fact]
    public void Of_a_host_whose_keys_are_not_known_nothing_is_said() =>
        Assert.Empty(Judge([Web with { Keys = [] }], Known("web-12", "ssh-ed25519 SHA256:old")));

    [Theory]
    [InlineData("web-12", "ssh-ed25519 SHA256:true", "")]
    [InlineData("web-12", "ssh-ed25519 SHA256:old", "Stale alice web-12 SHA256:old")]
    [InlineData("web-12", "ecdsa-sha2-nistp256 SHA256:old", "")]
    [InlineData("web-12", "@revoked ssh-rsa SHA256:rsa", "Revoked alice web-12 SHA256:rsa")]
    public void The_bare_name_stands_in_for_another_port(string hosts, string keys, string found) =>
        Assert.Equal(found, Judge([Web with { Ports = [2222] }], Known(hosts, keys)));

    [Fact]
    public void The_bare_name_is_not_asked_where_the_port_s_own_is_known()
    {
        FleetHost[] fleet = [Web with { Ports = [2222] }];

        Assert.Empty(
            Judge(
                fleet,
                Known("[web-12]:2222", "ssh-ed25519 SHA256:true"),
                Known("web-12", "ssh-ed25519 SHA256:old")
            )
        );
        Assert.Equal(
            "Changed alice [web-12]:2222 SHA256:old",
            Judge(
                fleet,
                Known("[web-12]:2222", "ssh-ed25519 SHA256:old"),
                Known("web-12", "ssh-ed25519 SHA256:true")
            )
        );
    }

    [Fact]
    public void A_pattern_holds_the_keys_of_all_its_hosts()
    {
        FleetHost[] fleet =
        [
            Web,
            new("web-13", ["web-13"], [22], [("ssh-ed25519", "SHA256:other")]),
        ];

        Assert.Empty(
            Judge(fleet, Known("web-*", "ssh-ed25519 SHA256:true | ssh-ed25519 SHA256:other"))
        );
        Assert.Equal(
            "Changed alice web-13 SHA256:true",
            Judge(fleet, Known("web-*", "ssh-ed25519 SHA256:true"))
        );
    }

    [Fact]
    public void Facts_tell_whose_a_name_is()
    {
        var own = KnownHostFact.Read(
            "desk",
            new Fact(
                "known_host/%73ystem/[web%2F1]:22",
                "ssh-rsa SHA256:a | @revoked ssh-rsa SHA256:b",
                "/f:3"
            )
        );
        var shared = KnownHostFact.Read(
            "desk",
            new Fact("known_host/system/web", "ssh-rsa SHA256:a")
        );

        Assert.Equal(("system", "[web/1]:22", "/f:3"), (own.Owner, own.Hosts, own.Source));
        Assert.Equal(
            [KnownHostMarker.None, KnownHostMarker.Revoked],
            own.Keys.Select(key => key.Marker)
        );
        Assert.Equal("", shared.Owner);
    }
}
