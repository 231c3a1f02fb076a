using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshClient.ClientHosts;

namespace Fleet.Checks.Tests.Catalog.SshClient;

public sealed class SshClientKeysCheckTests
{
    private const string Id = "ssh_client.keys";
    private const string Usual = "/home/alice/.ssh/id_ed25519";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, Id).RunAsync();

    [Theory]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("redhat")]
    public async Task A_key_as_ssh_keygen_leaves_it_has_nothing_wrong(string name)
    {
        var host =
            name == "debian" ? Debian()
            : name == "ubuntu" ? Ubuntu()
            : RedHat();

        var seen = await LookAsync(host);

        Assert.Empty(seen.Wrong(Id));
        Assert.Equal("-rw------- alice:alice", seen.Fact($"client_key/alice{Usual}"));
        Assert.Equal(
            $"ssh-ed25519 {PublicKeys.FirstFingerprint}",
            seen.Fact($"client_key_public/alice{Usual}")
        );
        Assert.Equal("1", seen.Fact("client_offer/alice"));
    }

    [Fact]
    public async Task No_private_key_is_ever_opened()
    {
        var host = Debian().Key("work").Config("IdentityFile ~/.ssh/deploy\nIdentityFile /srv/key");
        host.File("/home/alice/.ssh/deploy", "secret", Closed, Alice).File("/srv/key", "secret");

        await LookAsync(host);

        Assert.DoesNotContain(
            host.Asked.OfType<ReadFile>(),
            asked =>
                asked.Path is "/srv/key"
                || (
                    asked.Path.StartsWith("/home/alice/.ssh/", StringComparison.Ordinal)
                    && !asked.Path.EndsWith(".pub", StringComparison.Ordinal)
                    && !asked.Path.EndsWith("/config", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task Files_of_users_are_opened_as_the_user()
    {
        var host = Debian();

        await LookAsync(host);

        Assert.All(
            host.Asked.OfType<ReadFile>()
                .Where(asked => asked.Path.StartsWith("/home/", StringComparison.Ordinal)),
            asked =>
                Assert.Equal(
                    asked.Path.StartsWith("/home/bob", StringComparison.Ordinal) ? Bob : Alice,
                    asked.As?.Uid
                )
        );
    }

    [Theory]
    [InlineData(0b110_000_000, Alice, Outcome.Pass, "alone")]
    [InlineData(0b110_100_100, Alice, Outcome.Fail, "ssh ignores")]
    [InlineData(0b110_100_000, Alice, Outcome.Fail, "ssh ignores")]
    [InlineData(0b110_000_000, Bob, Outcome.Fail, "belongs to bob")]
    [InlineData(0b110_100_100, 0u, Outcome.Warn, "root's private key")]
    [InlineData(0b110_000_000, 0u, Outcome.Pass, "alone")]
    public async Task A_private_key_is_its_owner_s_alone(
        int mode,
        uint uid,
        Outcome outcome,
        string words
    )
    {
        var seen = await LookAsync(Debian().Key("id_ed25519", mode: mode, uid: uid));

        var finding = seen.Of("ssh_client.keys/private_mode", Usual);

        Assert.Equal(outcome, finding.Outcome);
        Assert.Contains(words, finding.Summary, StringComparison.Ordinal);
        Assert.Equal(outcome != Outcome.Pass, !finding.Remedy.IsEmpty);
    }

    [Fact]
    public async Task A_public_key_as_identity_works_with_an_agent_only()
    {
        var seen = await LookAsync(Debian().Config("#\nIdentityFile ~/.ssh/id_ed25519.pub"));

        var finding = seen.Of("ssh_client.keys/identity", Usual + ".pub");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains("/home/alice/.ssh/config:2", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh-dss", "1024", "no longer take")]
    [InlineData("ssh-rsa", "1024", "1024 bits only")]
    public async Task A_weak_key_is_named(string type, string bits, string words)
    {
        var body =
            type == "ssh-dss"
                ? Dsa()
                : Rsa(int.Parse(bits, System.Globalization.CultureInfo.InvariantCulture));
        var seen = await LookAsync(Debian().Key("old", $"{type} {body}"));

        Assert.Contains(
            seen.Wrong("ssh_client.keys/weak"),
            line => line.Contains(words, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(5, "", false)]
    [InlineData(6, "", true)]
    [InlineData(9, "Host web\nIdentityFile ~/.ssh/k1", true)]
    [InlineData(9, "PubkeyAuthentication no", false)]
    public async Task More_keys_than_a_server_looks_at_are_too_many(
        int keys,
        string config,
        bool wrong
    )
    {
        var host = Debian();
        var named = string.Concat(
            Enumerable.Range(0, keys).Select(i => $"IdentityFile ~/.ssh/k{i}\n")
        );
        for (var i = 0; i < keys; i++)
        {
            host.Key($"k{i}");
        }

        var seen = await LookAsync(host.Config(named + config));

        Assert.Equal(
            wrong ? Outcome.Warn : Outcome.Pass,
            seen.Of("ssh_client.keys/too_many", "alice").Outcome
        );
    }

    [Fact]
    public async Task What_a_Match_exec_would_add_is_not_known()
    {
        var seen = await LookAsync(
            Debian().Config("Match exec \"touch /tmp/x\"\nIdentityFile ~/.ssh/id_ed25519")
        );

        var finding = seen.Of("ssh_client.keys/too_many", "alice");

        Assert.Equal(Outcome.Unknown, finding.Outcome);
        Assert.Contains("Match exec is never run", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_may_not_be_looked_at_is_unknown_not_empty()
    {
        var host = Debian();
        var before = await LookAsync(host);
        host.Denied("/home/alice/.ssh");

        await before.RunAsync();

        Assert.Equal(Outcome.Unknown, before.Of("ssh_client.keys/private_mode", "alice").Outcome);
    }

    [Fact]
    public async Task Without_a_client_or_keys_it_does_not_apply()
    {
        var noClient = await LookAsync(Debian().Gone("/usr/bin/ssh"));
        var noKeys = await LookAsync(Debian().Gone("/home/alice/.ssh"));

        Assert.Equal(RunStatus.NotApplicable, noClient.Observed[Id].Status);
        Assert.Equal(RunStatus.NotApplicable, noKeys.Observed[Id].Status);
    }

    [Fact]
    public async Task An_account_called_system_is_not_taken_for_the_host()
    {
        var host = Debian().File("/etc/passwd", "system:x:1000:1000::/home/alice:/bin/bash\n");

        var seen = await LookAsync(host);

        Assert.NotNull(seen.Fact($"client_key/%73ystem{Usual}"));
    }

    private static string Rsa(int bits)
    {
        var modulus = new byte[(bits / 8) + 1];
        Array.Fill(modulus, (byte)0xff, 1, bits / 8);
        return Blob("ssh-rsa"u8.ToArray(), [1, 0, 1], modulus);
    }

    private static string Dsa() => Blob("ssh-dss"u8.ToArray(), [1], [1], [1], [1]);

    private static string Blob(params byte[][] fields) =>
        Convert.ToBase64String([
            .. fields.SelectMany(field =>
                new byte[] { 0, 0, (byte)(field.Length >> 8), (byte)field.Length }.Concat(field)
            ),
        ]);
}
