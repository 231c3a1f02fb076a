using Fleet.Checks.Catalog.Selinux;
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

    private static Task<JudgedTogether> RunAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.config", "ssh.listener", "selinux").RunAsync();
}
