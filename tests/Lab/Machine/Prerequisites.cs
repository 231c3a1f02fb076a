using System.Globalization;

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

    private static readonly Dictionary<string, string> Optional = new()
    {
        ["ufw"] = "ufw",
        ["firewalld"] = "firewalld",
        ["fail2ban-server"] = "fail2ban",
        ["sshguard"] = "sshguard",
        ["iptables-legacy"] = "iptables",
        ["rsyslogd"] = "rsyslog",
        ["oscap"] = "openscap-scanner",
        ["lynis"] = "lynis",
    };

    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static IEnumerable<string> Packages =>
        Needed.Select(need => need.Package).Concat(Optional.Values);

    /// <param name="isRoot">The process runs as root.</param>
    /// <param name="status">The text of <c>/proc/self/status</c>, for the capabilities (proc(5)).</param>
    /// <param name="exists">Whether a file exists.</param>
    public static string? WhyNot(bool isRoot, string status, Func<string, bool> exists)
    {
        if (!isRoot)
        {
            return "The lab makes network namespaces and mounts, so it runs as root only: this process is not root.";
        }
        if (!MayAdminister(status))
        {
            return "The lab makes network namespaces and mounts, which needs CAP_SYS_ADMIN and CAP_NET_ADMIN: this process is root "
                + "without them, as in a container that is not privileged.";
        }
        var missing = Needed
            .Where(need => !Folders.Any(folder => exists($"{folder}/{need.Command}")))
            .ToArray();
        return missing.Length == 0
            ? null
            : $"The lab misses {string.Join(", ", missing.Select(need => $"{need.Command} (Debian package {need.Package})"))}: "
                + $"apt-get install -y {string.Join(' ', missing.Select(need => need.Package))}";
    }

    /// <summary>What some hosts run beside: null where it is there.</summary>
    public static string? WhyNoProgram(string program, Func<string, bool> exists) =>
        Folders.Any(folder => exists($"{folder}/{program}"))
            ? null
            : $"{program} is not installed: apt-get install -y {Optional[program]}";

    private static bool MayAdminister(string status)
    {
        const ulong Capabilities = (1UL << 21) | (1UL << 12); // CAP_SYS_ADMIN, CAP_NET_ADMIN: linux/capability.h
        var line = status
            .Split('\n')
            .First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        var held = ulong.Parse(
            line["CapEff:".Length..].Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
        return (held & Capabilities) == Capabilities;
    }
}
