using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Catalog;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshDebug;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>Cases for gates and causes: what a client saw, and what checks saw on an in-memory host.</summary>
internal static class Cases
{
    public static readonly IPAddress Web = IPAddress.Parse("192.0.2.2");
    public static readonly IPAddress Laptop = IPAddress.Parse("198.51.100.7");

    private static readonly string[] Checks =
    [
        "ssh.service",
        "ssh.listener",
        "ssh.config",
        "ssh.limits",
        "ssh.paths",
        "ssh.trusted_ca",
        "ssh.accounts",
        "ssh.pam",
        "ssh.host_keys",
        "firewall.input",
        "firewall.hosts_deny",
    ];

    public static LoginQuestion Question { get; } =
        new()
        {
            Host = "web-12",
            User = "alice",
            Address = Web,
            Source = Laptop,
            AsOf = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Keys = [Transcripts.KeyOfAlice],
        };

    /// <summary>A client that has nothing but what ssh said.</summary>
    public static ClientEvidence Said(string transcript) =>
        ClientEvidence.None with
        {
            Attempt = Known.Present(SshTranscript.Parse(transcript), "ssh -vvv"),
        };

    /// <summary>A client whose one probe ended so.</summary>
    public static ClientEvidence Probed(ConnectOutcome outcome, string reason = "") =>
        ClientEvidence.None with
        {
            Addresses = Known.Present<IReadOnlyList<IPAddress>>([Web], "getaddrinfo"),
            Looks =
            [
                new AddressLook(
                    Web,
                    Known.Present(Laptop, "ip route get 192.0.2.2"),
                    Known.Present(
                        new SshProbeResult { Connect = outcome, Reason = reason },
                        "connect to 192.0.2.2 port 22"
                    )
                ),
            ],
        };

    /// <summary>Every check run on the host, and what that says for the question.</summary>
    public static async Task<ServerEvidence> OnAsync(FakeHost host, LoginQuestion? asked = null)
    {
        var together = await new JudgedTogether(host, Checks).RunAsync((asked ?? Question).AsOf);
        return ServerEvidence.From(together.Input, asked ?? Question);
    }

    public static DiagnosisAnswer Answer(
        ClientEvidence client,
        ServerEvidence? server = null,
        LoginQuestion? asked = null
    )
    {
        var answer = Diagnoser.Answer(
            new DiagnosisCase(asked ?? Question, client, server ?? ServerEvidence.None)
        );
        Assert.All(answer.Causes, IsWhole);
        return answer;
    }

    // Whatever a test is about: no cause is told without its proof, its repair and what would disprove it.
    private static void IsWhole(RankedCause cause)
    {
        Assert.NotEmpty(cause.Found.Summary);
        Assert.True(!cause.Found.Evidence.IsEmpty, $"{cause.Cause.Id} has no evidence");
        Assert.True(!cause.Found.Fixes.IsEmpty, $"{cause.Cause.Id} has no repair");
        Assert.True(cause.Found.Disproof.Length > 0, $"{cause.Cause.Id} has no disproof");
        Assert.All(
            cause.Found.Evidence.Where(line => line.Side != EvidenceSide.Fleet),
            line => Assert.True(line.Source.Length > 0, $"{cause.Cause.Id}: where is {line.Text}?")
        );
    }

    public static GateState StateOf(DiagnosisAnswer answer, GateId gate) =>
        answer.Gates.Single(one => one.Id == gate).Verdict.State;

    /// <summary>Causes in their rank, as "id confidence".</summary>
    public static string[] Causes(DiagnosisAnswer answer) =>
        [.. answer.Causes.Select(one => $"{one.Cause.Id} {one.Found.Confidence}")];
}
