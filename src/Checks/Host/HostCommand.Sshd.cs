using System.Collections.Immutable;

namespace Fleet.Checks.Host;

/// <content>What sshd(8) says of itself.</content>
public sealed partial class HostCommand
{
    private static readonly ImmutableArray<string> SshdPaths =
    [
        "/usr/sbin/sshd",
        "/usr/local/sbin/sshd",
    ];

    /// <summary><c>sshd -T</c>: effective values of the files on disk (sshd(8)). No variable arguments, or one -C value.</summary>
    public static HostCommand SshdEffectiveConfig { get; } =
        new(
            "sshd -T",
            Capability.RunCommand,
            SshdPaths,
            ["-T"],
            a => a.IsEmpty || (a.Length == 2 && a[0] == "-C" && IsConnectionSpec(a[1]))
        );

    /// <summary><c>sshd -t</c>: is the configuration valid, are the keys sane (sshd(8)).</summary>
    public static HostCommand SshdTest { get; } =
        new("sshd -t", Capability.RunCommand, SshdPaths, ["-t"], a => a.IsEmpty);

    /// <summary><c>sshd -V</c> prints the version (OpenSSH 9.0 and newer; older ones print it with their usage text).</summary>
    public static HostCommand SshdVersion { get; } =
        new("sshd -V", Capability.RunCommand, SshdPaths, ["-V"], a => a.IsEmpty)
        {
            IsOfItsFile = true,
        };
}
