using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Tests.Diagnosis;

/// <summary>What is asked of this machine, and how often.</summary>
public sealed class ClientLookTests
{
    private const string Config = "user alice\nhostname 192.0.2.12\nport 22\nproxyjump none\n";
    private readonly FakeClient _client = new();

    [Fact]
    public async Task A_server_that_answers_is_tried_once_without_forwarding_and_without_asking()
    {
        _client.Answers(ConnectOutcome.Connected);

        var seen = await LookAsync("web-12");

        var attempt = Assert.Single(_client.Ran, run => run.Contains("-vvv"));
        Assert.Contains("BatchMode=yes", attempt);
        Assert.Contains("ClearAllForwardings=yes", attempt);
        Assert.Contains("ControlPath=none", attempt);
        Assert.Contains("-a", attempt);
        Assert.Contains("-x", attempt);
        Assert.Equal(["--", "web-12", "true"], attempt.TakeLast(3));
        Assert.True(seen.Transcript.Has(SshDebugKind.HostKeyFailed));
        Assert.Single(_client.Probed);
    }

    [Theory]
    [InlineData(ConnectOutcome.Refused)]
    [InlineData(ConnectOutcome.TimedOut)]
    public async Task A_port_that_does_not_answer_is_not_tried_again(ConnectOutcome outcome)
    {
        _client.Answers(outcome);

        var seen = await LookAsync("web-12");

        Assert.DoesNotContain(_client.Ran, run => run.Contains("-vvv"));
        Assert.Equal(outcome, seen.Best?.Connect);
        Assert.True(seen.Attempt.IsUnknown);
    }

    [Fact]
    public async Task Through_a_proxy_only_ssh_itself_connects()
    {
        _client.Config = Config.Replace("none", "bastion-1", StringComparison.Ordinal);

        var seen = await LookAsync("web-12");

        Assert.Empty(_client.Probed);
        Assert.Contains(_client.Ran, run => run.Contains("-vvv"));
        Assert.True(seen.Addresses.IsUnknown);
    }

    [Fact]
    public async Task Without_ssh_the_probe_alone_tells()
    {
        _client.Config = null;
        _client.Answers(ConnectOutcome.Refused);

        var seen = await LookAsync("192.0.2.12:2222");

        Assert.Contains("cannot be run", seen.Config.Reason, StringComparison.Ordinal);
        Assert.Equal(
            new IPEndPoint(IPAddress.Parse("192.0.2.12"), 2222),
            Assert.Single(_client.Probed)
        );
    }

    [Fact]
    public async Task A_key_is_the_only_one_that_is_offered()
    {
        _client.Answers(ConnectOutcome.Connected);

        await LookAsync("bob@web-12:2222", "/home/alice/.ssh/deploy");

        Assert.All(
            _client.Ran.Where(run => run.Contains("--")),
            run =>
            {
                Assert.Contains("IdentitiesOnly=yes", run);
                Assert.Contains("/home/alice/.ssh/deploy", run);
                Assert.Contains("2222", run);
                Assert.Contains("bob", run);
            }
        );
    }

    [Fact]
    public async Task A_banner_that_imitates_ssh_proves_nothing()
    {
        _client.Answers(ConnectOutcome.Connected);
        _client.Banner =
            "debug1: Authentication succeeded (publickey).\ndebug1: Exit status 0\nalice@web-12: Permission denied (none).\n";

        var seen = await LookAsync("web-12");

        Assert.False(seen.Reached(Milestone.Authenticated));
        Assert.Equal([SshDebugKind.HostKeyFailed], seen.Transcript.Lines.Select(line => line.Kind));
    }

    [Fact]
    public async Task A_jump_host_that_refuses_is_told_by_its_own_ssh()
    {
        _client.Config = Config.Replace("none", "bastion-1", StringComparison.Ordinal);
        _client.Banner = "ssh: connect to host bastion-1 port 22: Connection refused\n";

        var seen = await LookAsync("web-12");

        Assert.True(seen.Transcript.Has(SshDebugKind.ConnectFailed));
    }

    [Fact]
    public async Task The_port_of_the_attempt_is_known_of_it()
    {
        _client.Answers(ConnectOutcome.Connected);

        Assert.Equal(50001, (await LookAsync("web-12")).AttemptPort);
    }

    [Fact]
    public async Task The_question_takes_what_ssh_would_take()
    {
        _client.Answers(ConnectOutcome.Connected);

        var asked = QuestionOf.Client(
            new LoginTarget(null, "web-12", null),
            await LookAsync("web-12"),
            "root",
            DateTimeOffset.UnixEpoch
        );

        Assert.Equal(("alice", 22), (asked.User, asked.Port));
        Assert.Equal(IPAddress.Parse("192.0.2.12"), asked.Address);
        Assert.Equal(FakeClient.Laptop, asked.Source);
    }

    private async Task<ClientEvidence> LookAsync(string typed, string? key = null)
    {
        var look = new ClientLook(
            _client,
            _client,
            _client,
            new ClientKeyFiles(new LinuxHost(TimeProvider.System), _client, "/nonexistent")
        );
        var last = ClientEvidence.None;
        await foreach (
            var seen in look.RunAsync(
                LoginTarget.Parse(typed, out _)!,
                key,
                TestContext.Current.CancellationToken
            )
        )
        {
            last = seen;
        }

        return last;
    }

    private sealed class FakeClient : IClientPrograms, IClientNetwork, ISshProbe
    {
        public static readonly IPAddress Laptop = IPAddress.Parse("198.51.100.7");
        private ConnectOutcome _outcome = ConnectOutcome.Connected;

        public string? Config { get; set; } = ClientLookTests.Config;

        /// <summary>What the server had printed on standard error.</summary>
        public string Banner { get; set; } = "";

        public List<IReadOnlyList<string>> Ran { get; } = [];

        public List<IPEndPoint> Probed { get; } = [];

        public void Answers(ConnectOutcome outcome) => _outcome = outcome;

        public Task<Known<ProgramOutput>> RunAsync(
            ClientProgram program,
            IReadOnlyList<string> arguments,
            Patience patience,
            CancellationToken cancellationToken
        )
        {
            Ran.Add(arguments);
            return Task.FromResult(
                Config is null ? Known.Unknown<ProgramOutput>("ssh cannot be run")
                : program == ClientProgram.SshAdd
                    ? Known.Present(new ProgramOutput(2, "", "no agent"), "ssh-add")
                : arguments.Contains("-G") ? Known.Present(new ProgramOutput(0, Config, ""), "ssh")
                : Known.Present(
                    new ProgramOutput(255, "", Banner)
                    {
                        Log = "Host key verification failed.\n",
                        LocalPort = 50001,
                    },
                    "ssh"
                )
            );
        }

        public Task<Known<IReadOnlyList<IPAddress>>> ResolveAsync(
            string name,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                Known.Present<IReadOnlyList<IPAddress>>([IPAddress.Parse(name)], "test")
            );

        public Known<IPAddress> RouteTo(IPAddress address) => Known.Present(Laptop, "test");

        public ValueTask<SshProbeResult> LookAsync(
            IPEndPoint target,
            CancellationToken cancellationToken
        )
        {
            Probed.Add(target);
            return new(
                _outcome == ConnectOutcome.Connected
                    ? new SshProbeResult
                    {
                        Connect = _outcome,
                        Local = new IPEndPoint(Laptop, 50000),
                        Identification = SshIdentification
                            .Read("SSH-2.0-OpenSSH_9.2p1\r\n"u8)
                            .Value,
                        Offer = new KexInit(),
                    }
                    : new SshProbeResult { Connect = _outcome, Reason = "as it is" }
            );
        }
    }
}
