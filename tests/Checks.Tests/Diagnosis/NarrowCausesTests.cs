using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>Causes that look alike from the client, each told from the others by state or by sshd's own line.</summary>
public sealed partial class NarrowCausesTests
{
    private static readonly string AliceKey = PublicKeys.Read(PathsHost.KeyLine.Trim()).Fingerprint;
    private static readonly LoginQuestion Alice = Question with { Keys = [AliceKey] };

    [Theory]
    [InlineData(
        "certificate_refused",
        "error: Certificate invalid: expired",
        "key.certificate_expired"
    )]
    [InlineData(
        "certificate_refused",
        "error: Certificate invalid: not yet valid",
        "key.certificate_not_yet"
    )]
    [InlineData(
        "certificate_refused",
        "error: Certificate invalid: name is not a listed principal",
        "key.certificate_principal"
    )]
    [InlineData(
        "key_type_refused",
        "userauth_pubkey: signature algorithm ssh-rsa not in PubkeyAcceptedAlgorithms [preauth]",
        "key.sha1"
    )]
    [InlineData(
        "key_type_refused",
        "userauth_pubkey: key type ssh-dss not in PubkeyAcceptedAlgorithms [preauth]",
        "key.dsa"
    )]
    [InlineData(
        "key_too_short",
        "error: refusing RSA key: Invalid key length [preauth]",
        "key.too_short"
    )]
    public async Task A_line_of_sshd_tells_which_refusal_it_was(
        string kind,
        string text,
        string cause
    )
    {
        var answer = await DeniedAsync(
            Host().WithKey($"{PublicKeys.First} other\n"),
            Line(kind, text)
        );

        Assert.Equal(
            $"{cause} Certain",
            Causes(answer).First(one => !one.StartsWith("key.not_in", StringComparison.Ordinal))
        );
        Assert.Contains(
            answer.Causes.Single(one => one.Cause.Id == cause).Found.Evidence,
            line => line.Side == EvidenceSide.Log && line.Text == text
        );
        Assert.DoesNotContain(
            Causes(answer),
            one => one.StartsWith("key.algorithm", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_certificate_that_a_wrong_clock_invalidates_is_the_clocks_fault()
    {
        var server = await ServerAsync(
            Host(),
            Line("certificate_refused", "error: Certificate invalid: not yet valid")
        );
        var answer = Answer(
            Said(Transcripts.Denied),
            server with
            {
                Findings =
                [
                    .. server.Findings,
                    Against("host.clock/skew", "the clock is 7200 s behind the controller's"),
                ],
            },
            Alice
        );

        Assert.Equal("key.certificate_clock Certain", Causes(answer)[0]);
        Assert.DoesNotContain("key.certificate_not_yet Certain", Causes(answer));
    }

    [Fact]
    public async Task A_certificate_where_sshd_trusts_no_authority_is_told_so()
    {
        var said = Transcripts.Denied.Replace(
            "id_ed25519 ED25519 SHA256",
            "id_ed25519-cert.pub ED25519-CERT SHA256",
            StringComparison.Ordinal
        );
        var answer = Answer(
            Said(said),
            await ServerAsync(Host().WithKey($"{PublicKeys.First} other\n")),
            Alice
        );

        Assert.Equal((GateId.Key, "key.certificate_authority Certain"), First(answer));
    }

    [Fact]
    public async Task A_client_that_has_DSA_keys_alone_needs_another_key()
    {
        var client = Said(Transcripts.Denied) with
        {
            Keys = Known.Present<IReadOnlyList<ClientKey>>(
                [new ClientKey("/home/alice/.ssh/id_dsa", "", "ssh-dss", IsAgent: false)],
                "ssh -G"
            ),
        };

        Assert.Contains(
            "key.dsa Certain",
            Causes(Answer(client, await ServerAsync(Host().WithKey("")), Alice))
        );
    }

    [Fact]
    public async Task A_line_whose_time_has_passed_is_told_with_the_edit()
    {
        var answer = await DeniedAsync(
            Host().WithKey($"expiry-time=\"20250101Z\" {PathsHost.KeyLine}")
        );

        Assert.Equal((GateId.Key, "key.expired Certain"), First(answer));
        Assert.Equal(
            new Fix(
                FixPlace.Host,
                $"sed -i '1s|expiry-time=\"20250101Z\"|expiry-time=\"20260331\"|' {PathsHost.AliceKeys}"
            ),
            answer.Causes[0].Found.Fixes[0]
        );
    }

    [Fact]
    public async Task A_from_list_that_a_shell_would_misread_is_never_put_into_a_command()
    {
        var answer = await DeniedAsync(
            Host().WithKey($"from=\"10.0.0.1,$(reboot)'\" {PathsHost.KeyLine}")
        );

        Assert.Equal("key.from Certain", Causes(answer)[0]);
        Assert.DoesNotContain(
            answer.Causes[0].Found.Fixes,
            fix => fix.Command.Contains("reboot", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("sshd", "listener.not_loaded Certain")]
    [InlineData("systemd", "listener.socket_port Certain")]
    public async Task A_port_that_the_files_have_and_nothing_listens_on_was_never_taken_over(
        string holder,
        string cause
    )
    {
        var asked = Alice with { Port = 2222 };
        var server = await OnAsync(
            Host().Sshd("port 2222", "listenaddress 0.0.0.0:2222"),
            asked
        ) with
        {
            Sockets = Known.Present<IReadOnlyList<ServerSocket>>(
                [new ServerSocket(IPEndPoint.Parse("0.0.0.0:22"), holder)],
                "/proc/net/tcp"
            ),
        };

        var answer = Answer(Probed(ConnectOutcome.Refused, "Connection refused"), server, asked);

        Assert.Equal((GateId.Listener, cause), First(answer));
    }

    private static FakeHost Host() => DiagnosedHosts.InOrder();

    private static EventLine Line(string kind, string text) =>
        new(Question.AsOf, kind, "alice", "198.51.100.7", text);

    private static Finding Against(string rule, string summary) =>
        new()
        {
            Rule = rule,
            Outcome = Outcome.Fail,
            Severity = Severity.Medium,
            Summary = summary,
            Remedy = ["resolvectl status"],
            Source = "/etc/resolv.conf:1",
        };

    private static async Task<ServerEvidence> ServerAsync(FakeHost host, params EventLine[] lines)
    {
        var seen = await OnAsync(host, Alice);
        return ServerEvidence.From(seen.Input!, Alice, lines);
    }

    private static async Task<DiagnosisAnswer> DeniedAsync(
        FakeHost host,
        params EventLine[] lines
    ) => Answer(Said(Transcripts.Denied), await ServerAsync(host, lines), Alice);

    private static (GateId?, string?) First(DiagnosisAnswer answer) =>
        (answer.Leading?.Id, Causes(answer).FirstOrDefault());
}
