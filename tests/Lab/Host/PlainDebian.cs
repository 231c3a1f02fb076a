using System.Security.Cryptography;

namespace Fleet.Lab;

/// <summary>
/// Turns an overlay of the machine's root into a host of its own: its name and identity, Debian's own sshd_config, and none of the machine's
/// secrets, logs, mounts and boot services. Programs and other users stay.
/// </summary>
internal static class PlainDebian
{
    private static readonly string[] Emptied =
    [
        "/var/log",
        "/etc/systemd/system",
        "/etc/ssh/sshd_config.d",
        "/var/spool/cron",
    ];

    private static readonly string[] Removed =
    [
        "/root/.ssh",
        "/root/.gnupg",
        "/root/.bash_history",
        "/etc/nologin",
        "/etc/nftables.conf",
        "/var/lib/systemd/random-seed",
    ];

    public static void Prepare(HostRoot root, string name)
    {
        foreach (var folder in Emptied)
        {
            root.Clear(folder);
        }
        foreach (var path in Removed)
        {
            root.Delete(path);
        }
        foreach (var algorithm in HostKeys.Algorithms)
        {
            root.Delete(HostKeys.Path(algorithm));
            root.Delete($"{HostKeys.Path(algorithm)}.pub");
        }
        root.Write("/etc/hostname", $"{name}\n");
        root.Write(
            "/etc/machine-id",
            $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}\n",
            "0444"
        );
        root.Write("/etc/fstab", "");
        root.Write("/etc/resolv.conf", "");
        root.Write("/etc/ssh/sshd_config", root.Read("/usr/share/openssh/sshd_config")); // Debian's template of the file
        root.Write("/var/log/wtmp", "", "0664");
        root.Write("/var/log/btmp", "", "0660");
        root.Write("/var/log/lastlog", "", "0664");
        Accounts.ForgetPasswords(root);
    }
}
