using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Tests.Parsing.KnownHosts;

public sealed class KnownHostKeysTests
{
    private const string Mine = "/home/alice/.ssh/known_hosts";
    private const string Global = "/etc/ssh/ssh_known_hosts";

    private static KnownHostKeys Keys(string mine, string global = "") =>
        new([KnownHostsFile.Parse(Mine, mine), KnownHostsFile.Parse(Global, global)]);

    private static KnownHostAnswer Ask(
        string mine,
        string global = "",
        string key = PublicKeys.First,
        int port = 22,
        string? address = null,
        string? authority = null
    ) => Keys(mine, global).Lookup("web", port, PublicKeys.Read(key), address, authority);

    [Fact]
    public void The_same_key_is_ok_whatever_else_is_known()
    {
        var answer = Ask(
            $"web {PublicKeys.Ecdsa}\nweb {PublicKeys.Second}\nweb {PublicKeys.First}"
        );

        Assert.Equal((KnownHostVerdict.Ok, $"{Mine}:3"), (answer.Verdict, answer.Line?.Source));
    }

    [Theory]
    [InlineData(PublicKeys.Second)]
    [InlineData(PublicKeys.Ecdsa)]
    public void Another_key_of_the_name_is_a_change_even_one_of_another_type(string other)
    {
        var answer = Ask($"web {other}", $"*,!x {other}");

        Assert.Equal(
            (KnownHostVerdict.Changed, $"{Global}:1"),
            (answer.Verdict, answer.Line?.Source)
        );
    }

    [Fact]
    public void A_name_that_nobody_knows_is_new() =>
        Assert.Equal(KnownHostVerdict.New, Ask($"db {PublicKeys.First}").Verdict);

    [Fact]
    public void A_revoked_key_is_revoked_even_where_another_line_has_it()
    {
        var answer = Ask($"web {PublicKeys.First}", $"@revoked * {PublicKeys.First}");

        Assert.Equal(
            (KnownHostVerdict.Revoked, $"{Global}:1"),
            (answer.Verdict, answer.Line?.Source)
        );
    }

    [Fact]
    public void A_key_that_is_revoked_for_other_names_is_not_revoked_here() =>
        Assert.Equal(
            KnownHostVerdict.Ok,
            Ask($"web {PublicKeys.First}\n@revoked db {PublicKeys.First}").Verdict
        );

    [Fact]
    public void Another_port_has_a_name_of_its_own_and_the_bare_name_helps_out()
    {
        var own = Ask($"[web]:2222 {PublicKeys.First}\nweb {PublicKeys.Second}", port: 2222);
        var bare = Ask($"web {PublicKeys.First}", port: 2222);

        Assert.Equal((KnownHostVerdict.Ok, false), (own.Verdict, own.IsFallback));
        Assert.Equal((KnownHostVerdict.Ok, true), (bare.Verdict, bare.IsFallback));
    }

    [Fact]
    public void Another_key_of_the_bare_name_says_nothing_of_another_port() =>
        Assert.Equal(KnownHostVerdict.New, Ask($"web {PublicKeys.Second}", port: 2222).Verdict);

    [Fact]
    public void A_key_that_is_revoked_for_the_bare_name_is_revoked_on_every_port() =>
        Assert.Equal(
            KnownHostVerdict.Revoked,
            Ask($"@revoked web {PublicKeys.First}", port: 2222).Verdict
        );

    [Fact]
    public void A_change_on_the_port_is_not_healed_by_the_bare_name() =>
        Assert.Equal(
            KnownHostVerdict.Changed,
            Ask($"[web]:2222 {PublicKeys.Second}\nweb {PublicKeys.First}", port: 2222).Verdict
        );

    [Fact]
    public void A_certificate_is_accepted_by_its_authority_alone()
    {
        var line = $"@cert-authority web {PublicKeys.Second}";

        Assert.Equal(
            KnownHostVerdict.CertAuthority,
            Ask(line, authority: PublicKeys.SecondFingerprint).Verdict
        );
        Assert.Equal(KnownHostVerdict.New, Ask(line, authority: "SHA256:other").Verdict);
        Assert.Equal(
            KnownHostVerdict.Revoked,
            Ask(
                line + $"\n@revoked web {PublicKeys.Second}",
                authority: PublicKeys.SecondFingerprint
            ).Verdict
        );
    }

    [Fact]
    public void A_plain_key_under_an_authority_is_told_from_an_unknown_host()
    {
        var authority = $"@cert-authority web {PublicKeys.Second}";

        Assert.Equal(KnownHostVerdict.CertAuthority, Ask(authority).Verdict);
        Assert.Equal(KnownHostVerdict.Changed, Ask($"{authority}\nweb {PublicKeys.Ecdsa}").Verdict);
    }

    [Fact]
    public void The_address_has_an_answer_of_its_own()
    {
        var answer = Ask(
            $"web {PublicKeys.First}\n[10.0.0.1]:2222 {PublicKeys.Second}\n[web]:2222 {PublicKeys.First}",
            port: 2222,
            address: "10.0.0.1"
        );

        Assert.Equal(
            (KnownHostVerdict.Ok, KnownHostVerdict.Changed),
            (answer.Verdict, answer.Address?.Verdict)
        );
    }
}
