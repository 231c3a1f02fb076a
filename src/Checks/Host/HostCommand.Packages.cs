namespace Fleet.Checks.Host;

/// <content>Package databases that only their own program can read.</content>
public sealed partial class HostCommand
{
    /// <summary><c>rpm -q</c> of the packages that host.packages knows, one <c>name version-release</c> a line; the exit code counts those that are not installed (rpm(8)).</summary>
    public static HostCommand RpmQuery { get; } =
        new(
            "rpm -q",
            Capability.RunCommand,
            ["/usr/bin/rpm", "/bin/rpm"],
            [
                "-q",
                "--qf",
                "%{NAME} %{VERSION}-%{RELEASE}\\n",
                "openssh-server",
                "openssh",
                "xz-libs",
                "liblzma5",
            ],
            a => a.IsEmpty
        );
}
