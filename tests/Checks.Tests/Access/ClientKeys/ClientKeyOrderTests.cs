using Fleet.Checks.Access.ClientKeys;
using Fleet.Checks.Tests.Parsing.SshConfig;

namespace Fleet.Checks.Tests.Access.ClientKeys;

public sealed class ClientKeyOrderTests
{
    private static KnownKey Key(string name, string type = "ssh-ed25519") =>
        new(type, "SHA256:" + name);

    private static AgentKey Held(string name) => new(Key(name), name + "@desk");

    private static KeyOffer Offer(
        string config,
        Dictionary<string, ClientKeyFile> files,
        params AgentKey[]? agent
    ) =>
        ClientKeyOrder.Of(
            ClientText.For("web", config),
            path => files.GetValueOrDefault(path, new ClientKeyFile(PrivateKeyState.Absent)),
            agent is null ? null : [.. agent]
        );

    private static string Names(KeyOffer offer) =>
        string.Join(' ', offer.Keys.Select(key => key.Key?.Fingerprint[7..] ?? key.Name));

    private static readonly Dictionary<string, ClientKeyFile> Files = new()
    {
        ["/k/a"] = new(PrivateKeyState.Usable, Key("a")),
        ["/k/b"] = new(
            PrivateKeyState.Usable,
            Key("b"),
            Key("b-cert", "ssh-ed25519-cert-v01@openssh.com")
        ),
        ["/k/bare"] = new(PrivateKeyState.Usable),
        ["/k/open"] = new(PrivateKeyState.TooOpen, Key("open")),
        ["/k/open-bare"] = new(PrivateKeyState.TooOpen),
        ["/k/cert"] = new(PrivateKeyState.Absent, Key("cert", "ssh-ed25519-cert-v01@openssh.com")),
        ["/home/alice/.ssh/id_ed25519"] = new(PrivateKeyState.Usable, Key("mine")),
        ["/home/alice/.ssh/id_rsa"] = new(PrivateKeyState.Usable, Key("old", "ssh-rsa")),
    };

    [Theory]
    [InlineData("", "old mine")]
    [InlineData("IdentityFile /k/b\nIdentityFile /k/a", "b b-cert a")]
    [InlineData("IdentityFile /k/bare\nIdentityFile /k/gone\nIdentityFile none", "/k/bare")]
    [InlineData("IdentityFile /k/open\nIdentityFile /k/open-bare", "open")]
    [InlineData("IdentityFile /k/b\nCertificateFile /k/cert", "cert b")]
    [InlineData("PubkeyAuthentication no", "")]
    [InlineData("PubkeyAcceptedAlgorithms ssh-ed25519", "mine")]
    [InlineData("PubkeyAcceptedAlgorithms rsa-sha2-512", "old")]
    public void Without_an_agent_files_come_in_the_configuration_s_order(
        string config,
        string keys
    ) => Assert.Equal(keys, Names(Offer(config, Files)));

    [Theory]
    [InlineData("IdentityFile /k/a\nIdentityFile /k/b", "b a x b-cert")]
    [InlineData("IdentityFile /k/a\nIdentitiesOnly yes", "a")]
    [InlineData("IdentityFile /k/bare", "x b a /k/bare")]
    [InlineData("IdentityFile /k/a\nIdentityAgent none", "a")]
    public void The_agent_s_keys_come_first_and_those_that_are_named_before_others(
        string config,
        string keys
    ) => Assert.Equal(keys, Names(Offer(config, Files, Held("x"), Held("b"), Held("a"))));

    [Fact]
    public void A_key_that_ssh_ignores_says_so_unless_the_agent_holds_it()
    {
        const string config = "IdentityFile /k/open";

        Assert.Contains(
            "others may read",
            Assert.Single(Offer(config, Files).Keys).Problem,
            StringComparison.Ordinal
        );
        Assert.Null(Assert.Single(Offer(config, Files, Held("open")).Keys).Problem);
    }

    [Theory]
    [InlineData("Match exec x\nIdentityFile /k/a", "Match exec is never run")]
    [InlineData("IdentityFile ${X}/a", "${X} is not known")]
    public void What_is_not_known_is_said(string config, string reason) =>
        Assert.Contains(reason, Offer(config, Files).Unsure, StringComparison.Ordinal);

    [Fact]
    public void An_agent_that_nobody_asked_leaves_a_doubt()
    {
        Assert.Equal("the agent was not asked", Offer("", Files, null).Unsure);
        Assert.Null(Offer("IdentityAgent none", Files, null).Unsure);
        Assert.Null(Offer("", Files).Unsure);
    }

    [Theory]
    [InlineData(6, 6, 6, true)]
    [InlineData(5, 6, 5, false)]
    [InlineData(8, 6, 6, true)]
    [InlineData(3, 2, 2, true)]
    public void The_server_hangs_up_with_the_failure_that_makes_the_number_full(
        int keys,
        int maxAuthTries,
        int reached,
        bool exhausted
    )
    {
        var offer = Offer(
            "IdentityFile none",
            Files,
            [.. Enumerable.Range(0, keys).Select(i => Held($"k{i}"))]
        );

        Assert.Equal(
            (reached, exhausted),
            (offer.Reached(maxAuthTries).Length, offer.ExhaustsTries(maxAuthTries))
        );
        Assert.Equal(keys, offer.PlaceOf($"SHA256:k{keys - 1}"));
    }
}
