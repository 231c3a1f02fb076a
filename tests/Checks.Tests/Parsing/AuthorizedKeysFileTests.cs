using System.Buffers.Binary;
using System.Text;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Tests.Parsing;

public sealed class AuthorizedKeysFileTests
{
    internal static readonly string Key = Blob(7);

    [Fact]
    public void A_plain_key_is_read_with_its_line_and_comment()
    {
        var file = AuthorizedKeysFile.Parse($"# keys\n\n  ssh-ed25519 {Key} alice at home\r\n");

        var key = Assert.Single(file.Keys);
        Assert.Equal(
            (3, "ssh-ed25519", "alice at home"),
            (key.Line, key.Key.Type.Name, key.Comment)
        );
        Assert.Empty(file.Broken);
    }

    [Theory]
    [InlineData("from=\"10.0.0.0/8\"", "from=10.0.0.0/8")]
    [InlineData("RESTRICT,Pty", "restrict pty")]
    [InlineData("pty,restrict", "restrict")]
    [InlineData("no-pty,no-x11-forwarding,x11-forwarding", "no-pty")]
    [InlineData(
        "command=\"echo \\\"hi\\\", you\",no-pty",
        "no-pty command=\"echo \\\"hi\\\", you\""
    )]
    [InlineData("cert-authority,principals=\"web,db\"", "cert-authority principals=web,db")]
    [InlineData(
        "expiry-time=\"20300101\",expiry-time=\"202801011200Z\"",
        "expiry-time=202801011200Z"
    )]
    [InlineData("environment=\"A=1\",environment=\"A=2\"", "environment=A=1")]
    [InlineData(
        "permitopen=\"[::1]:80\",permitlisten=\"8080\"",
        "permitlisten=*:8080 permitopen=[::1]:80"
    )]
    [InlineData("no-touch-required,verify-required", "no-touch-required verify-required")]
    public void Options_have_one_canonical_text(string options, string canonical)
    {
        var file = AuthorizedKeysFile.Parse($"{options} ssh-ed25519 {Key}");

        Assert.Equal(canonical, Assert.Single(file.Keys).Options.Canonical());
    }

    [Theory]
    [InlineData("frm=\"10.0.0.0/8\" ssh-ed25519 KEY", "unknown or malformed option")]
    [InlineData("from=10.0.0.0/8 ssh-ed25519 KEY", "from needs a value in double quotes")]
    [InlineData(
        "no-pty, no-x11-forwarding ssh-ed25519 KEY",
        "unknown key type \"no-x11-forwarding\""
    )]
    [InlineData("no-restrict ssh-ed25519 KEY", "unknown or malformed option")]
    [InlineData("command=\"a\",command=\"b\" ssh-ed25519 KEY", "more than one command")]
    [InlineData("command=\"a ssh-ed25519 KEY", "a quote is not closed")]
    [InlineData("expiry-time=\"tomorrow\" ssh-ed25519 KEY", "expiry-time \"tomorrow\" is no time")]
    [InlineData("ssh-rsa KEY", "the line says ssh-rsa, the key in it is ssh-ed25519")]
    [InlineData("ssh-ed25519", "a key type without a key, or a key without its type")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1", "the key is cut short or damaged")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI", "the key is no complete base64 (cut or wrapped?)")]
    [InlineData("KEY alice", "a key type without a key, or a key without its type")]
    public void A_line_that_sshd_ignores_is_named_with_the_reason(string line, string reason)
    {
        var file = AuthorizedKeysFile.Parse(
            "# first\n" + line.Replace("KEY", Key, StringComparison.Ordinal)
        );

        Assert.Equal([new BrokenKeyLine(2, reason)], file.Broken);
        Assert.Empty(file.Keys);
    }

    [Fact]
    public void A_short_name_of_the_type_is_taken_as_sshd_takes_it() =>
        Assert.Single(AuthorizedKeysFile.Parse($"ed25519 {Key}").Keys);

    [Fact]
    public void Trailing_bytes_in_the_key_make_it_damaged()
    {
        var blob = Convert.ToBase64String([.. Convert.FromBase64String(Key), 1]);

        Assert.Empty(AuthorizedKeysFile.Parse($"ssh-ed25519 {blob}").Keys);
    }

    [Fact]
    public void A_very_long_command_is_cut_and_keeps_its_identity()
    {
        string Canonical(string command) =>
            Assert
                .Single(AuthorizedKeysFile.Parse($"command=\"{command}\" ssh-ed25519 {Key}").Keys)
                .Options.Canonical();

        var one = Canonical(new string('x', 5000));

        Assert.True(one.Length < 300);
        Assert.NotEqual(one, Canonical(new string('x', 5001)));
    }

    /// <summary>An ed25519 key made of one repeated byte.</summary>
    internal static string Blob(byte fill)
    {
        var type = "ssh-ed25519"u8;
        var blob = new byte[4 + type.Length + 4 + 32];
        BinaryPrimitives.WriteInt32BigEndian(blob, type.Length);
        type.CopyTo(blob.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(4 + type.Length), 32);
        blob.AsSpan(8 + type.Length).Fill(fill);
        return Convert.ToBase64String(blob);
    }
}
