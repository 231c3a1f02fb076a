using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>The keys of host.packages.</summary>
internal static class PackageKeys
{
    public const string Id = "host.packages";
    public const string Prefix = "package";
    public const string Ssh = "package/openssh-server";

    /// <summary>The compression library that systemd's brings into sshd on many distributions.</summary>
    public const string Xz = "package/liblzma";

    public const string Distribution = "distribution";
    public const string Restart = "restart_pending/sshd";

    /// <summary>What was done to a package last.</summary>
    public const string Events = "package_event";

    public static string EventOf(string package) => $"{Events}/{FactKey.Segment(package)}";
}
