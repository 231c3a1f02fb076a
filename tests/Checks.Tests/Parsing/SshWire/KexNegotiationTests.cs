using Fleet.Checks.Parsing.SshWire;
using static Fleet.Checks.Tests.Parsing.SshWire.WireBytes;

namespace Fleet.Checks.Tests.Parsing.SshWire;

public sealed class KexNegotiationTests
{
    [Fact]
    public void The_clients_order_decides()
    {
        var agreed = KexNegotiation.Agree(Offer("x,b,a"), Offer("a,b"));

        Assert.Equal("b", agreed.Kex);
        Assert.Null(agreed.Missing);
    }

    [Fact]
    public void Pseudo_names_are_never_agreed_on()
    {
        var agreed = KexNegotiation.Agree(
            Offer("ext-info-s,kex-strict-c-v00@openssh.com,ext-info-c,a"),
            Offer("ext-info-s,kex-strict-s-v00@openssh.com,a")
        );

        Assert.Equal("a", agreed.Kex);
        Assert.True(agreed.IsStrict);
    }

    [Fact]
    public void Strict_key_exchange_needs_both() =>
        Assert.False(
            KexNegotiation.Agree(Offer("kex-strict-c-v00@openssh.com,a"), Offer("a")).IsStrict
        );

    [Fact]
    public void A_cipher_with_its_own_integrity_needs_no_common_MAC()
    {
        var agreed = KexNegotiation.Agree(
            Offer(ciphers: "aes128-gcm@openssh.com", macs: "a"),
            Offer(ciphers: "aes128-gcm@openssh.com", macs: "b")
        );

        Assert.Equal(KexAgreement.Implicit, agreed.MacToServer);
        Assert.Null(agreed.Missing);
    }

    [Theory]
    [InlineData("x", "b", "c", "d", "key exchange method")]
    [InlineData("a", "x", "c", "d", "host key type")]
    [InlineData("a", "b", "x", "d", "cipher")]
    [InlineData("a", "b", "c", "x", "MAC")]
    public void What_is_missing_first_is_named_as_sshd_names_it(
        string kex,
        string key,
        string cipher,
        string mac,
        string missing
    ) =>
        Assert.Equal(
            missing,
            KexNegotiation.Agree(Offer(kex, key, cipher, mac), Offer("a", "b", "c", "d")).Missing
        );

    [Fact]
    public void A_guess_is_right_only_where_both_prefer_the_same()
    {
        Assert.True(KexNegotiation.Agree(Offer("a,b", follows: true), Offer("b,a")).IsGuessWrong);
        Assert.False(KexNegotiation.Agree(Offer("a,b", follows: true), Offer("a")).IsGuessWrong);
        Assert.False(KexNegotiation.Agree(Offer("a,b"), Offer("b,a")).IsGuessWrong);
    }
}
