using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Selinux;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Selinux;

public sealed class SelinuxCheckTests
{
    private const string KeyFile = "/home/alice/.ssh/authorized_keys";

    [Fact]
    public async Task A_healthy_host_gives_passes_only()
    {
        var judged = await RunAsync(SelinuxHosts.RedHat());

        Assert.All(
            judged.Findings.Where(f => f.Rule.StartsWith("selinux", StringComparison.Ordinal)),
            finding => Assert.Equal(Outcome.Pass, finding.Outcome)
        );
        Assert.Equal("enforcing", judged.Fact("selinux/mode"));
        Assert.Equal("sshd_t", judged.Fact("selinux/sshd_domain"));
        Assert.Equal(SelinuxHosts.Keys, judged.Fact("selinux_label/alice/keys"));
        Assert.Equal(Outcome.Pass, judged.Of("selinux/labels", "alice").Outcome);
        Assert.DoesNotContain(judged.Findings, f => f.Subject == "bob");
    }

    [Fact]
    public async Task A_kernel_without_selinux_is_left_alone()
    {
        var judged = await new Judged(SshHosts.Debian(), new SelinuxCheck()).RunAsync();

        Assert.All(judged.Findings, f => Assert.Equal(Outcome.NotApplicable, f.Outcome));
        Assert.Equal("this kernel runs no SELinux", judged.Last.Reason);
    }

    [Theory]
    [InlineData("unconfined_u:object_r:ssh_home_t:s0", Outcome.Pass)]
    [InlineData("unconfined_u:object_r:user_home_t:s0", Outcome.Warn)]
    [InlineData("system_u:object_r:default_t:s0", Outcome.Fail)]
    [InlineData("unconfined_u:object_r:admin_home_t:s0", Outcome.Fail)]
    [InlineData("system_u:object_r:nfs_t:s0", Outcome.Fail)]
    public async Task A_key_file_with_a_foreign_label_locks_its_owner_out(
        string label,
        Outcome outcome
    )
    {
        var judged = await RunAsync(SelinuxHosts.RedHat().Labelled(KeyFile, label));

        Assert.Equal(outcome, judged.Of("selinux/labels", "alice").Outcome);
    }

    [Fact]
    public async Task What_is_wrong_names_the_file_and_restores_the_folder()
    {
        var finding = (
            await RunAsync(
                SelinuxHosts.RedHat().Labelled(KeyFile, "system_u:object_r:default_t:s0")
            )
        ).Of("selinux/labels", "alice");

        Assert.Equal(
            $"alice cannot log in with a key: SELinux does not let sshd read {KeyFile}, which bears default_t",
            finding.Summary
        );
        Assert.Equal(["restorecon -RFv /home/alice/.ssh"], finding.Remedy);
        Assert.Contains("selinux_label/alice/keys", finding.Keys);
    }

    [Fact]
    public async Task A_permissive_kernel_refuses_nothing_yet()
    {
        var judged = await RunAsync(
            SelinuxHosts
                .RedHat()
                .File("/sys/fs/selinux/enforce", "0")
                .Labelled(KeyFile, "system_u:object_r:default_t:s0")
        );

        Assert.Equal(Outcome.Warn, judged.Of("selinux/labels", "alice").Outcome);
        Assert.Equal(
            "SELinux is permissive now and enforcing after the next boot",
            judged.Of("selinux/mode").Summary
        );
    }

    [Fact]
    public async Task A_home_that_the_policy_does_not_know_as_one_is_told_to_it()
    {
        var judged = await RunAsync(
            SelinuxHosts
                .RedHat()
                .File("/etc/passwd", "eve:x:1002:1002::/data/home/eve:/bin/bash\n")
                .Account("eve", "/data/home/eve", 1002)
                .Labelled("/data/home/eve", "system_u:object_r:default_t:s0")
        );

        Assert.Equal(
            ["semanage fcontext -a -e /home /data/home", "restorecon -RFv /data/home/eve"],
            judged.Of("selinux/labels", "eve").Remedy
        );
    }

    [Theory]
    [InlineData("1 1", Outcome.Pass)]
    [InlineData("0 0", Outcome.Fail)]
    public async Task Homes_on_nfs_need_their_switch(string boolean, Outcome outcome)
    {
        const string nfs = "system_u:object_r:nfs_t:s0";
        var judged = await RunAsync(
            SelinuxHosts
                .RedHat()
                .File("/sys/fs/selinux/booleans/use_nfs_home_dirs", boolean)
                .Labelled("/home/alice", nfs)
                .Labelled("/home/alice/.ssh", nfs)
                .Labelled(KeyFile, nfs)
        );

        var finding = judged.Of("selinux/labels", "alice");
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(
            outcome == Outcome.Fail ? ["setsebool -P use_nfs_home_dirs on"] : [],
            finding.Remedy
        );
    }

    [Theory]
    [InlineData("portcon tcp 2222 system_u:object_r:ssh_port_t:s0\n", Outcome.Pass, null)]
    [InlineData("portcon tcp 2200-2300 system_u:object_r:ssh_port_t:s0\n", Outcome.Pass, null)]
    [InlineData(
        "portcon udp 2222 system_u:object_r:ssh_port_t:s0\n",
        Outcome.Fail,
        "semanage port -a -t ssh_port_t -p tcp 2222"
    )]
    [InlineData(
        "portcon tcp 2222 system_u:object_r:http_port_t:s0\n",
        Outcome.Fail,
        "semanage port -m -t ssh_port_t -p tcp 2222"
    )]
    public async Task Another_port_must_be_given_to_sshd(
        string local,
        Outcome outcome,
        string? remedy
    )
    {
        var judged = await RunAsync(SelinuxHosts.RedHat().Port(2222).LocalPorts(local).Sockets(""));

        var finding = judged.Of("selinux/port", "2222");
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(remedy, finding.Remedy.FirstOrDefault());
    }

    [Fact]
    public async Task A_port_that_sshd_still_holds_is_lost_at_its_next_start()
    {
        var judged = await RunAsync(
            SelinuxHosts
                .RedHat()
                .Port(2222)
                .Sockets(SshHosts.Tcp("00000000:08AE", 100), "", true, (100, SshHosts.Daemon()))
        );

        var finding = judged.Of("selinux/port", "2222");
        Assert.Equal(
            (
                Outcome.Warn,
                "port 2222 is not ssh_port_t: sshd cannot listen there again after its next start"
            ),
            (finding.Outcome, finding.Summary)
        );
    }

    [Fact]
    public async Task A_policy_whose_store_is_not_found_leaves_the_port_unknown()
    {
        var judged = await RunAsync(SelinuxHosts.RedHat().Port(2222).Gone("/var/lib/selinux"));

        Assert.Equal(Outcome.Unknown, judged.Of("selinux/port", "2222").Outcome);
    }

    [Fact]
    public async Task What_was_refused_to_sshd_is_told_for_a_day_and_once()
    {
        var host = SelinuxHosts.RedHat();
        host.File(
            SelinuxHosts.AuditLog,
            Denial(host, "sshd_t", "name_bind", "src=2222", "unreserved_port_t", "tcp_socket")
        );
        var judged = await new Judged(host, new SelinuxCheck()).RunAsync();
        await judged.RunAsync();

        var finding = judged.Finding(
            "selinux/denials",
            "sshd/name_bind/tcp_socket.unreserved_port_t"
        );
        Assert.Equal(
            (
                Outcome.Warn,
                "SELinux refused sshd { name_bind } on tcp_socket unreserved_port_t 2222"
            ),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal(["semanage port -a -t ssh_port_t -p tcp 2222"], finding.Remedy);

        host.Clock.Advance(TimeSpan.FromHours(25));
        await judged.RunAsync();
        Assert.Equal(Outcome.Pass, judged.Finding("selinux/denials").Outcome);
    }

    [Fact]
    public async Task New_lines_of_a_growing_and_of_a_rotated_log_are_read()
    {
        var host = SelinuxHosts.RedHat();
        var first = Denial(host, "sshd_t", "read", "name=\"authorized_keys\"", "default_t", "file");
        var judged = await new Judged(
            host.File(SelinuxHosts.AuditLog, first),
            new SelinuxCheck()
        ).RunAsync();

        host.File(
            SelinuxHosts.AuditLog,
            first + Denial(host, "sshd_t", "search", "name=\"/\"", "var_t", "dir")
        );
        await judged.RunAsync();
        host.Renamed(SelinuxHosts.AuditLog, SelinuxHosts.AuditLog + ".1")
            .File(
                SelinuxHosts.AuditLog,
                Denial(host, "sshd_t", "getattr", "name=\"x\"", "mnt_t", "file")
            );
        await judged.RunAsync();

        Assert.Equal(
            [
                "selinux_denial/sshd/getattr/file.mnt_t",
                "selinux_denial/sshd/read/file.default_t",
                "selinux_denial/sshd/search/dir.var_t",
            ],
            judged
                .Last.Facts.Select(f => f.Key)
                .Where(key => key.StartsWith("selinux_denial", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task What_was_refused_to_others_or_only_reported_is_none_of_sshds()
    {
        var host = SelinuxHosts.RedHat();
        host.File(
            SelinuxHosts.AuditLog,
            Denial(host, "httpd_t", "read", "name=\"x\"", "var_t", "file")
                + Denial(host, "sshd_t", "read", "name=\"x\"", "var_t", "file", permissive: 1)
        );

        var judged = await new Judged(host, new SelinuxCheck()).RunAsync();

        Assert.Equal(Outcome.Pass, judged.Finding("selinux/denials").Outcome);
    }

    [Fact]
    public async Task Without_auditd_the_journal_is_asked()
    {
        var host = SelinuxHosts.RedHat().Gone("/var/log/audit");
        var now = host.Clock.GetUtcNow();
        host.Command(
            HostCommand.JournalAudit,
            $$"""{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"{{now.ToUnixTimeMilliseconds() * 1000}}","MESSAGE":"AVC avc:  denied  { name_bind } for  pid=1 comm=\"sshd\" src=2222 scontext=system_u:system_r:sshd_t:s0 tcontext=system_u:object_r:port_t:s0 tclass=tcp_socket permissive=0"}"""
                + "\n",
            arguments: [$"--since=@{now.AddHours(-1).ToUnixTimeSeconds()}"]
        );
        var judged = await new Judged(host, new SelinuxCheck()).RunAsync();
        host.Command(HostCommand.JournalAudit, "", arguments: ["--after-cursor=s=1;i=2"]);
        await judged.RunAsync();

        Assert.Equal("2222", judged.Fact("selinux_denial/sshd/name_bind/tcp_socket.port_t"));
    }

    [Fact]
    public async Task Nobody_who_writes_refusals_down_is_said()
    {
        var judged = await new Judged(
            SelinuxHosts.RedHat().Gone("/var/log/audit"),
            new SelinuxCheck()
        ).RunAsync();

        Assert.Equal(Outcome.Unknown, judged.Finding("selinux/denials").Outcome);
    }

    private static Task<JudgedTogether> RunAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.config", "ssh.listener", "selinux").RunAsync();

    private static string Denial(
        FakeHost host,
        string domain,
        string operation,
        string what,
        string type,
        string kind,
        int permissive = 0
    ) =>
        $"type=AVC msg=audit({host.Clock.GetUtcNow().ToUnixTimeSeconds()}.125:456): avc:  denied  {{ {operation} }} for  pid=1234 comm=\"sshd\" {what} scontext=system_u:system_r:{domain}:s0-s0:c0.c1023 tcontext=system_u:object_r:{type}:s0 tclass={kind} permissive={permissive}\n";
}
