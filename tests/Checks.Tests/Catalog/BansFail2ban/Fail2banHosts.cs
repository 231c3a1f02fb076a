using Fleet.Checks.Host;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.Sqlite;

namespace Fleet.Checks.Tests.Catalog.BansFail2ban;

/// <summary>Debian 12 with fail2ban, as its package leaves it: the jail sshd reads /var/log/auth.log.</summary>
internal static class Fail2banHosts
{
    public const string Database = "/var/lib/fail2ban/fail2ban.sqlite3";

    private const string Schema = """
        create table jails(name text not null unique, enabled integer not null default 1);
        create table bips(ip text not null, jail text not null, timeofban integer not null, bantime integer not null,
            bancount integer not null default 1, data json, primary key(ip, jail), foreign key(jail) references jails(name));

        """;

    public static FakeHost Debian() =>
        SshHosts
            .Debian()
            .File("/usr/bin/fail2ban-server", "", 0b111_101_101)
            .Link(
                "/etc/systemd/system/multi-user.target.wants/fail2ban.service",
                "/lib/systemd/system/fail2ban.service"
            )
            .Directory("/usr/lib/python3/dist-packages/fail2ban")
            .Directory("/usr/lib/python3/dist-packages/systemd")
            .File("/var/log/auth.log", "")
            .File("/etc/fail2ban/fail2ban.conf", $"[DEFAULT]\ndbfile = {Database}\n")
            .File(
                "/etc/fail2ban/paths-common.conf",
                "[DEFAULT]\ndefault_backend = %(default/backend)s\nsshd_log = /var/log/auth.log\nsshd_backend = %(default_backend)s\n"
            )
            .File("/etc/fail2ban/paths-debian.conf", "[INCLUDES]\nbefore = paths-common.conf\n")
            .File("/etc/fail2ban/jail.d/defaults-debian.conf", "[sshd]\nenabled = true\n")
            .File(
                "/etc/fail2ban/jail.conf",
                """
                [INCLUDES]
                before = paths-debian.conf
                [DEFAULT]
                bantime = 10m
                findtime = 10m
                maxretry = 5
                ignoreip = 127.0.0.1/8 ::1
                backend = auto
                enabled = false
                filter = %(__name__)s[mode=normal]
                port = 0:65535
                action = iptables-multiport[port="%(port)s"]
                [sshd]
                port = ssh
                logpath = %(sshd_log)s
                backend = %(sshd_backend)s
                [recidive]
                logpath = /var/log/fail2ban.log
                action = iptables-allports[name=recidive]
                [nginx-http-auth]
                enabled = true
                port = http,https
                logpath = /var/log/nginx/error.log
                """
            )
            .File(
                "/proc/net/route",
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n"
                    + "eth0\t00004D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\n"
                    + "eth1\t00007100\t00000000\t0001\t0\t0\t0\t00FFFFFF\n"
            );

    public static FakeHost Running(this FakeHost host) =>
        host.Process(
            new ProcessStatus(
                700,
                1,
                "fail2ban-server",
                0,
                SshHosts.Started,
                ["/usr/bin/python3", "/usr/bin/fail2ban-server", "-xf", "start"],
                "/usr/bin/python3.11"
            )
        );

    /// <summary>The database as fail2ban has it, with these rows of its table of bans: <c>('203.0.113.9', 'sshd', 1772352000, 600)</c>.</summary>
    public static async Task<FakeHost> WithBansAsync(this FakeHost host, params string[] rows)
    {
        var inserts = rows.Select(row =>
            $"insert into bips(ip, jail, timeofban, bantime) values{row};"
        );
        return host.Bytes(
            Database,
            await DatabaseFile.MakeAsync(Schema + string.Join('\n', inserts))
        );
    }
}
