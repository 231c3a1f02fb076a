using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Catalog.FirewallInput;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>A client that did not get through, joined with the host's sockets, rulesets and bans.</summary>
public sealed class ServerNetworkTests
{
    private static readonly string AliceKey = PublicKeys.Read(PathsHost.KeyLine.Trim()).Fingerprint;
    private static readonly LoginQuestion Alice = Question with { Keys = [AliceKey] };

    [Fact]
    public async Task An_sshd_that_is_stopped_is_the_cause_of_a_refused_connect()
    {
        var host = Host()
            .Units(SshHosts.Unit("ssh.service", "inactive", "enabled"))
            .NoProcesses()
            .Sockets("", "", true);

        var answer = Answer(
            Probed(ConnectOutcome.Refused, "Connection refused"),
            await OnAsync(host, Alice),
            Alice
        );

        Assert.Equal((GateId.Listener, "listener.stopped Certain"), First(answer));
        Assert.Contains(
            answer.Causes[0].Found.Fixes,
            fix => fix.Command.Contains("systemctl start ssh", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Another_port_is_told_with_the_command_that_reaches_it()
    {
        var asked = Alice with { Port = 2222 };
        var answer = Answer(
            Probed(ConnectOutcome.Refused, "Connection refused"),
            await OnAsync(Host(), asked),
            asked
        );

        Assert.Equal((GateId.Listener, "listener.elsewhere Certain"), First(answer));
        Assert.Contains(
            new Fix(FixPlace.Client, "ssh alice@web-12 true"),
            answer.Causes[0].Found.Fixes
        );
    }

    [Theory]
    [InlineData("ip saddr 198.51.100.7", true)]
    [InlineData("ip saddr 203.0.113.0/24", false)]
    public async Task The_packet_is_judged_for_this_source(string match, bool isShut)
    {
        var answer = Answer(
            Probed(ConnectOutcome.TimedOut, "no answer within 5 s"),
            await OnAsync(
                DiagnosedHosts.Filtered(
                    $"table inet filter {{\n\tchain input {{\n\t\ttype filter hook input priority filter; policy accept;\n\t\tiif \"lo\" accept\n\t\t{match} tcp dport 22 drop\n\t}}\n}}\n"
                ),
                Alice
            ),
            Alice
        );

        Assert.True(
            Causes(answer).FirstOrDefault()
                == (isShut ? "firewall.drop Certain" : "route.lost Likely"),
            string.Join(
                "\n",
                answer.Gates.Select(gate =>
                    $"{gate.Id} {gate.Verdict.State} {gate.Verdict.Reason} {gate.Verdict.Evidence.FirstOrDefault()}"
                )
            )
        );
    }

    [Fact]
    public async Task A_ban_is_told_as_a_ban()
    {
        const string listing =
            "table inet f2b-table {\n\tset addr-set-sshd {\n\t\ttype ipv4_addr\n\t\telements = { 198.51.100.7 }\n\t}\n\tchain f2b-chain {\n\t\ttype filter hook input priority filter - 1; policy accept;\n\t\ttcp dport 22 ip saddr @addr-set-sshd reject with icmp port-unreachable\n\t}\n}\n";

        var answer = Answer(
            Probed(ConnectOutcome.Refused, "Connection refused"),
            await OnAsync(DiagnosedHosts.Filtered(listing), Alice),
            Alice
        );

        Assert.Equal((GateId.Ban, "ban.address Certain"), First(answer));
        Assert.Equal(
            [new Fix(FixPlace.Host, "fail2ban-client set sshd unbanip 198.51.100.7")],
            answer.Causes[0].Found.Fixes
        );
    }

    [Fact]
    public async Task A_host_that_was_not_heard_and_does_not_answer_is_down_or_walled_off()
    {
        var known = await OnAsync(Host(), Alice) with { IsFresh = false };

        Assert.Equal(
            (GateId.Firewall, "route.host_silent Likely"),
            First(Answer(Probed(ConnectOutcome.TimedOut, "no answer within 5 s"), known, Alice))
        );
    }

    private static FakeHost Host() => DiagnosedHosts.InOrder();

    private static (GateId?, string?) First(DiagnosisAnswer answer) =>
        (answer.Leading?.Id, Causes(answer).FirstOrDefault());
}
