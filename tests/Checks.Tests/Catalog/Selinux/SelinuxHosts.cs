using Fleet.Checks.Host;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Selinux;

/// <summary>Hosts with SELinux, as their distributions set it up.</summary>
internal static class SelinuxHosts
{
    public const string Keys = "unconfined_u:object_r:ssh_home_t:s0";
    public const string AuditLog = "/var/log/audit/audit.log";
    private const string Store = "/var/lib/selinux/targeted/active";

    /// <summary>RHEL 9, enforcing, with an account that has keys.</summary>
    public static FakeHost RedHat() =>
        SshHosts
            .RedHat()
            .File("/sys/fs/selinux/enforce", "1")
            .File("/sys/fs/selinux/booleans/use_nfs_home_dirs", "0 0")
            .File("/sys/fs/selinux/booleans/use_samba_home_dirs", "0 0")
            .File(
                "/etc/selinux/config",
                """
                # This file controls the state of SELinux on the system.
                # SELINUX= can take one of these three values:
                #     enforcing - SELinux security policy is enforced.
                SELINUX=enforcing
                # SELINUXTYPE= can take one of these three values:
                SELINUXTYPE=targeted

                """
            )
            .Directory(Store)
            .File(
                $"/proc/{SshHosts.Listener}/attr/current",
                "system_u:system_r:sshd_t:s0-s0:c0.c1023\0"
            )
            .File(AuditLog, "type=SERVICE_START msg=audit(1772366000.000:1): pid=1 uid=0\n")
            .File(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\n"
            )
            .Directory("/root")
            .Directory("/home/bob", uid: 1001, gid: 1001)
            .Account("alice", "/home/alice", 1000)
            .Labelled("/root", "system_u:object_r:admin_home_t:s0")
            .Labelled("/home/bob", "unconfined_u:object_r:user_home_dir_t:s0");

    /// <summary>A home with .ssh and a key file, labelled as restorecon does it.</summary>
    public static FakeHost Account(this FakeHost host, string name, string home, uint uid) =>
        host.Directory(home, uid: uid, gid: uid)
            .Directory(home + "/.ssh", 0b111_000_000, uid, uid)
            .File(home + "/.ssh/authorized_keys", $"# {name}\n", 0b110_000_000, uid, uid)
            .Labelled(home, "unconfined_u:object_r:user_home_dir_t:s0")
            .Labelled(home + "/.ssh", Keys)
            .Labelled(home + "/.ssh/authorized_keys", Keys);

    public static FakeHost Port(this FakeHost host, int port) =>
        host.Command(
            HostCommand.SshdEffectiveConfig,
            SshHosts.PrintedBy(SshHosts.Debian12T, $"port {port}", $"listenaddress 0.0.0.0:{port}")
        );

    public static FakeHost LocalPorts(this FakeHost host, string text) =>
        host.File($"{Store}/ports.local", text);
}
