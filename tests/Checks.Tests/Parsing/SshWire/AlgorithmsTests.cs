using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.SshWire;

public sealed class AlgorithmsTests
{
    [Theory]
    [InlineData("sntrup761x25519-sha512@openssh.com", "9.0", true)]
    [InlineData("sntrup761x25519-sha512@openssh.com", "8.8", false)]
    [InlineData("diffie-hellman-group14-sha1", "8.1", true)]
    [InlineData("diffie-hellman-group14-sha1", "8.2", false)]
    [InlineData("diffie-hellman-group16-sha512", "9.9", true)]
    [InlineData("diffie-hellman-group16-sha512", "10.0", false)]
    public void Defaults_follow_the_releases(string name, string release, bool isDefault)
    {
        Assert.True(OpenSshVersion.TryFind("OpenSSH_" + release, out var version));
        Assert.Equal(isDefault, Algorithms.Of(AlgorithmKind.Kex, name).IsDefaultIn(version));
    }

    [Fact]
    public void What_sshd_offers_unasked_since_9_0_is_not_weak()
    {
        foreach (
            var version in new[] { new OpenSshVersion(9, 0), new(9, 2), new(9, 9), new(10, 0) }
        )
        {
            Assert.DoesNotContain(
                Algorithms.Known,
                algorithm => algorithm.IsWeak && algorithm.IsDefaultIn(version)
            );
        }
    }

    [Fact]
    public void There_is_something_to_recommend_for_every_release_in_use() =>
        Assert.All(
            new[] { new OpenSshVersion(7, 4), new(8, 0), new(9, 2), new(10, 2) },
            version =>
                Assert.All(
                    [
                        AlgorithmKind.Kex,
                        AlgorithmKind.HostKey,
                        AlgorithmKind.Cipher,
                        AlgorithmKind.Mac,
                    ],
                    kind => Assert.NotEmpty(Algorithms.Recommended(kind, version))
                )
        );

    [Fact]
    public void Whatever_is_weak_says_why() =>
        Assert.All(
            Algorithms.Known.Where(algorithm => algorithm.Strength != AlgorithmStrength.Strong),
            algorithm => Assert.NotEqual("", algorithm.Reason)
        );

    [Fact]
    public void A_name_of_nobody_gets_no_verdict() =>
        Assert.Equal(
            AlgorithmStrength.Unknown,
            Algorithms.Of(AlgorithmKind.Cipher, "rot13@example.com").Strength
        );
}
