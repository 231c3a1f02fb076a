using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>The host's own keys against the client's known_hosts, without an attempt. The host has PublicKeys.Second.</summary>
public sealed class HostKeyOutlookTests
{
    [Fact]
    public async Task A_known_key_of_the_hosts_opens_the_gate() =>
        Assert.Equal(
            GateState.Open,
            StateOf(await AskAsync($"web-12 {Bare(PublicKeys.Second)}\n"), GateId.HostKey)
        );

    [Fact]
    public async Task Another_key_closes_it_and_the_repair_takes_the_fleets_word()
    {
        var answer = await AskAsync($"# old\nweb-12 {Bare(PublicKeys.First)}\n");

        var changed = Assert.Single(answer.Causes, one => one.Cause.Id == "host_key.changed");
        Assert.Equal(GateState.Closed, StateOf(answer, GateId.HostKey));
        Assert.Contains("known_hosts:2", changed.Found.Summary, StringComparison.Ordinal);
        Assert.Equal(
            [
                "ssh-keygen -f /home/alice/.ssh/known_hosts -R web-12",
                $"echo 'web-12 {Bare(PublicKeys.Second)}' >> /home/alice/.ssh/known_hosts",
            ],
            changed.Found.Fixes.Select(fix => fix.Command)
        );
    }

    [Fact]
    public async Task A_host_that_no_file_knows_is_neither() =>
        Assert.Equal(
            GateState.Unknown,
            StateOf(await AskAsync($"db-1 {Bare(PublicKeys.First)}\n"), GateId.HostKey)
        );

    private static string Bare(string key) => string.Join(' ', key.Split(' ').Take(2));

    private static async Task<DiagnosisAnswer> AskAsync(string knownHosts) =>
        Answer(
            ClientEvidence.None with
            {
                Config = Known.Present(
                    SshGOutput.Read("hostname web-12\nport 22\nuser alice\n")!,
                    "ssh -G"
                ),
                KnownHosts = Known.Present(
                    new KnownHostKeys([
                        KnownHostsFile.Parse("/home/alice/.ssh/known_hosts", knownHosts),
                    ]),
                    "known_hosts"
                ),
            },
            await OnAsync(DiagnosedHosts.InOrder())
        );
}
