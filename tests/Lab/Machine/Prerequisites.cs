namespace Fleet.Lab.Machine;

/// <summary>What the lab needs of the machine: Debian package → a command that it brings (tests/packages.txt lists the packages).</summary>
internal static class Prerequisites
{
    private static readonly (string Package, string Command)[] Needed =
    [
        ("systemd-container", "systemd-nspawn"),
        ("systemd-sysv", "poweroff"),
        ("dbus", "dbus-daemon"),
        ("openssh-server", "sshd"),
        ("openssh-client", "ssh"),
        ("iproute2", "ip"),
        ("nftables", "nft"),
        ("util-linux", "nsenter"),
    ];

    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static string? WhyNot(bool isRoot, Func<string, bool> exists)
    {
        if (!isRoot)
        {
            return "The lab makes network namespaces and mounts, so it runs as root only: this process is not root.";
        }
        var missing = Needed
            .Where(need => !Folders.Any(folder => exists($"{folder}/{need.Command}")))
            .ToArray();
        return missing.Length == 0
            ? null
            : $"The lab misses {string.Join(", ", missing.Select(need => $"{need.Command} (Debian package {need.Package})"))}: "
                + $"apt-get install -y {string.Join(' ', missing.Select(need => need.Package))}";
    }
}
