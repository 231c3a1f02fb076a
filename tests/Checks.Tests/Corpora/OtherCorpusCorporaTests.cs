using Fleet.Checks.Tests.Access.Firewall;
using Fleet.Checks.Tests.Access.HostsAccess;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Parsing;
using Fleet.Checks.Tests.Parsing.AuthLog;
using Fleet.Checks.Tests.Parsing.Pasted;
using Fleet.Checks.Tests.Parsing.SshdConfig;

namespace Fleet.Checks.Tests;

/// <summary>A made-up folder of the same shapes with other cases, some of them damaged: whatever is in a folder counts, by its form and not by its name or number.</summary>
public sealed class OtherCorpusCorporaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-corpora-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_measured_ruleset_that_nobody_saw_before_is_compared_port_by_port()
    {
        Put(
            "oracle_firewall/reachability.json",
            """
            {"setup": {"server": ["10.9.0.1", "fd00:9::1"], "client": ["10.9.0.2", "fd00:9::2"], "server_iface": "v0"},
             "cases": [{"id": "700", "source": "made up", "loads": true, "reach": {"ipv4": {"22": "timeout", "8022": "open"}}},
                       {"id": "701", "source": "without its listing", "reach": {"ipv4": {"22": "open"}}},
                       {"id": "702", "source": "did not load", "loads": false}]}
            """
        );
        Put(
            "oracle_firewall/rulesets/700.nft-list.txt",
            "table inet t {\n\tchain c {\n\t\ttype filter hook input priority 0; policy accept;\n\t\ttcp dport 22 drop\n\t}\n}\n"
        );

        var row = Measured(() =>
            new FirewallOracleCorporaTests().Every_port_is_as_reachable_as_it_was_measured()
        );

        Assert.Equal((3, 2), (row.Cases, row.Agreed));
        Assert.Contains("701", Assert.Single(row.Disagreements).Reason);
    }

    [Fact]
    public void A_case_that_cannot_be_read_is_a_disagreement_and_the_others_count()
    {
        Put(
            "oracle_debian12/sshd_T/probes.json",
            """
            [{"name": "mine", "files": {"c": "MaxAuthTries 4"}, "C": null, "rc": 0, "effective": {"maxauthtries": ["4"]}, "stderr": "", "surplus": 1},
             {"name": "without files", "rc": 0},
             7]
            """
        );

        var row = Measured(() => new SshdCorporaTests().Probes_of_a_real_sshd_agree());

        Assert.Equal((4, 2), (row.Cases, row.Agreed));
        Assert.All(
            row.Disagreements,
            found => Assert.StartsWith("the case cannot be read", found.Reason)
        );
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_one_disagreement()
    {
        Put("openssh_semantics/match.json", "[{\"fn\": ");

        var row = Measured(() =>
            new SshdPatternsCorporaTests().Patterns_agree_with_the_unit_tests_of_OpenSSH()
        );

        Assert.Equal((1, 0), (row.Cases, row.Agreed));
    }

    [Fact]
    public void What_is_wrongly_expected_is_a_defect_and_fails_the_suite()
    {
        Put(
            "openssh_semantics/match.json",
            """[{"fn": "match_pattern", "args": ["abc", "a*"], "expect": 0}]"""
        );
        Read();

        Assert.ThrowsAny<Exception>(
            new SshdPatternsCorporaTests().Patterns_agree_with_the_unit_tests_of_OpenSSH
        );
        Assert.Equal(
            Agreement.NoReason,
            Assert.Single(Assert.Single(AgreementBook.Current.Rows(), IsKind).Disagreements).Reason
        );
    }

    [Fact]
    public void Captures_are_found_in_any_folder_by_what_their_names_begin_with()
    {
        Put(
            "jc/tests/fixtures/rocky-9/ss-ltn.out",
            "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\ntcp LISTEN 0 128 [::]:22 [::]:*\n"
        );
        Put(
            "jc/tests/fixtures/rocky-9/ss-ltn.json",
            """[{"netid": "tcp", "state": "LISTEN", "recv_q": 0, "send_q": 128, "local_address": "[::]", "local_port": "22", "peer_address": "[::]", "peer_port": "*"}]"""
        );

        var row = Measured(() => new SocketCorporaTests().What_ss_printed_is_read_as_expected());

        Assert.Equal(("jc/ss", 1, 1), (row.Corpus, row.Cases, row.Agreed));
    }

    [Fact]
    public void Lenses_logs_and_scenarios_of_another_folder_are_read_too()
    {
        Put(
            "augeas_lens_cases/hosts_access.json",
            """[{"lens": "L", "input": "sshd : 10.\n", "expect": [{"label": "1", "children": [{"label": "process", "value": "sshd"}, {"label": "client", "value": "10."}]}]}]"""
        );
        Put(
            "fail2ban/fail2ban/tests/files/logs/sshd-journal",
            "# failJSON: { \"match\": true , \"host\": \"192.0.2.7\" }\nsrv sshd[7]: Failed password for root from 192.0.2.7 port 12345\n"
        );
        Put(
            "complianceascode/sshd_rules.csv",
            "rule_id,title,severity,template,parameter,expected_value_or_variable\nmine,\"A, B\",low,sshd_lineinfile,X11Forwarding,'no'\n"
        );
        Put(
            "complianceascode/scenarios.csv",
            "rule_id,scenario,expected,path\n(template sshd_lineinfile: all),wrong_value_directory,fail,p\n"
        );

        Assert.Equal(
            (2, 2),
            Counts(() =>
                new HostsAccessCorporaTests().Daemons_and_clients_are_those_of_the_augeas_trees()
            )
        );
        Assert.Equal(
            (2, 2),
            Counts(() =>
                new FailLogCorporaTests().Lines_annotated_by_fail2ban_give_their_host_user_and_time()
            )
        );
        Assert.Equal(
            (1, 1),
            Counts(() =>
                new ScenarioCorporaTests().Every_scenario_of_the_template_passes_or_fails_as_it_is_named()
            )
        );
    }

    [Fact]
    public async Task A_mode_in_other_words_describes_its_tree()
    {
        Put(
            "oracle_debian12/strictmodes.json",
            """
            [{"mode": "0640 root:root file", "result": "accept"},
             {"mode": "0602 file", "result": "refuse"},
             {"mode": "parent 0757 root:root", "result": "refuse"},
             {"mode": "file below /srv/open (0777)", "result": "refuse"},
             {"mode": "on a Tuesday", "result": "accept"}]
            """
        );
        Read();

        await new StrictModesCorporaTests().Verdicts_are_those_of_Debians_sshd();

        var row = Assert.Single(AgreementBook.Current.Rows(), IsKind);
        Assert.Equal((5, 4), (row.Cases, row.Agreed));
    }

    private void Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Read()
    {
        Corpus.ReadFrom(_folder);
        AgreementBook.Open();
    }

    private AgreementRow Measured(Action suite)
    {
        Read();
        suite();
        return Assert.Single(AgreementBook.Current.Rows(), IsKind);
    }

    private (int Cases, int Agreed) Counts(Action suite) =>
        Measured(suite) is var row ? (row.Cases, row.Agreed) : default;

    private static bool IsKind(AgreementRow row) => row.Corpus.Contains('/');
}
