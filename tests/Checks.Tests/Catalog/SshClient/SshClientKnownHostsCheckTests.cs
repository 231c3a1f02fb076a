using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshClient.ClientHosts;

namespace Fleet.Checks.Tests.Catalog.SshClient;

public sealed class SshClientKnownHostsCheckTests
{
    private const string Id = "ssh_client.known_hosts";
    private const string Hashed = "|1|AAECAwQFBgcICQoLDA0ODxAREhM=|pq01rAJ1suTOOEzbL547oICdB7M=";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, Id).RunAsync();

    [Theory]
    [InlineData("debian")]
    [InlineData("redhat")]
    public async Task Names_are_facts_with_the_keys_they_are_known_by(string name)
    {
        var host = (name == "debian" ? Debian() : RedHat())
            .KnownHosts(
                $"Web,10.0.0.1 {PublicKeys.First}\nweb {PublicKeys.Ecdsa}\n{Hashed} {PublicKeys.Second}\n[web]:2222 {PublicKeys.First}\n*.x,!y.x {PublicKeys.First}\n"
            )
            .File("/etc/ssh/ssh_known_hosts", $"@cert-authority * {PublicKeys.Second}\n");

        var seen = await LookAsync(host);

        Assert.Empty(seen.Wrong(Id));
        Assert.Equal(
            $"ecdsa-sha2-nistp256 {PublicKeys.EcdsaFingerprint} | ssh-ed25519 {PublicKeys.FirstFingerprint}",
            seen.Fact("known_host/alice/web")
        );
        Assert.Equal(
            $"@cert-authority ssh-ed25519 {PublicKeys.SecondFingerprint}",
            seen.Fact("known_host/system/*")
        );
        Assert.NotNull(seen.Fact($"known_host/alice/{Hashed}"));
        Assert.NotNull(seen.Fact("known_host/alice/[web]:2222"));
        Assert.NotNull(seen.Fact("known_host/alice/*.x,!y.x"));
        Assert.NotNull(seen.Fact("known_host/alice/10.0.0.1"));
    }

    [Fact]
    public async Task The_files_that_the_configuration_names_are_read()
    {
        var host = Debian()
            .Config("UserKnownHostsFile ~/.ssh/mine /dev/null\nHost web\nUserKnownHostsFile /x")
            .KnownHosts($"usual {PublicKeys.First}\n")
            .File("/home/alice/.ssh/mine", $"named {PublicKeys.First}\n", Closed, Alice);

        var seen = await LookAsync(host);

        Assert.NotNull(seen.Fact("known_host/alice/named"));
        Assert.Null(seen.Fact("known_host/alice/usual"));
    }

    [Fact]
    public async Task A_host_known_by_a_revoked_key_is_refused()
    {
        var seen = await LookAsync(
            Debian()
                .KnownHosts($"web {PublicKeys.First}\ndb {PublicKeys.Second}\n")
                .File("/etc/ssh/ssh_known_hosts", $"@revoked * {PublicKeys.First}\n")
        );

        var finding = seen.Of("ssh_client.known_hosts/revoked", "alice/web");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(["ssh-keygen -R web -f /home/alice/.ssh/known_hosts"], finding.Remedy);
        Assert.Equal(Outcome.Pass, seen.Of("ssh_client.known_hosts/revoked", "alice/db").Outcome);
    }

    [Fact]
    public async Task Two_keys_of_one_type_contradict_each_other()
    {
        var seen = await LookAsync(
            Debian()
                .KnownHosts(
                    $"web {PublicKeys.First}\nweb {PublicKeys.Second}\n*.x {PublicKeys.First}\n*.x {PublicKeys.Second}\ndb {PublicKeys.First}\ndb {PublicKeys.First}\n"
                )
        );

        Assert.Contains(
            "/home/alice/.ssh/known_hosts:1 /home/alice/.ssh/known_hosts:2",
            Assert.Single(seen.Wrong("ssh_client.known_hosts/one_key")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_line_that_ssh_passes_over_is_named()
    {
        var seen = await LookAsync(Debian().KnownHosts("#\nweb ssh-ed25519 AAAA\n"));

        var finding = seen.Of("ssh_client.known_hosts/lines", "/home/alice/.ssh/known_hosts/2");

        Assert.Equal(
            "ssh passes over /home/alice/.ssh/known_hosts:2: the key is cut short or damaged",
            finding.Summary
        );
    }

    [Fact]
    public async Task A_file_that_could_not_be_read_is_not_an_empty_one()
    {
        var host = Debian().KnownHosts($"web {PublicKeys.First}\n");
        var seen = await LookAsync(host);
        host.Denied("/home/alice/.ssh/known_hosts");

        await seen.RunAsync();

        Assert.Equal(Outcome.Unknown, seen.Of("ssh_client.known_hosts/one_key", "alice").Outcome);
    }

    [Fact]
    public async Task Where_nobody_knows_a_host_it_does_not_apply() =>
        Assert.Equal(RunStatus.NotApplicable, (await LookAsync(Debian())).Observed[Id].Status);
}
