using Fleet.Checks.Catalog.Selinux;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Selinux;

public sealed class SelinuxDenialTests
{
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
