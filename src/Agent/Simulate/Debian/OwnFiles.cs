using System.Security.Cryptography;
using System.Text;

namespace Fleet.Agent.Simulate.Debian;

/// <summary>The files that differ from host to host.</summary>
internal static class OwnFiles
{
    private const int WritableByAll = 0b111_111_111;

    /// <summary>A host's whole tree.</summary>
    /// <param name="host">Which.</param>
    /// <param name="configuredAt">When sshd_config was written; sshd has read it.</param>
    public static SimulatedTree Of(HostTraits host, DateTimeOffset configuredAt)
    {
        var tree = CommonFiles
            .Tree.File("/etc/machine-id", MachineId(host) + "\n")
            .File("/etc/hostname", host.Name + "\n")
            .File("/proc/sys/kernel/hostname", host.Name + "\n")
            .File("/etc/ssh/sshd_config", SshdSays.Config(host))
            .Written("/etc/ssh/sshd_config", configuredAt)
            .File("/run/sshd.pid", $"{CommonFiles.Listener}\n")
            .Written("/run/sshd.pid", configuredAt.AddSeconds(1))
            .File("/proc/net/fib_trie", Routes(host))
            .File("/var/lib/dpkg/status", Packages(host))
            .File($"/var/log/journal/{MachineId(host)}/system.journal", "LPKSHHRH");
        tree = HostKey(tree, "rsa", SimulatedKeys.Rsa(host.Name), host);
        tree = HostKey(tree, "ecdsa", SimulatedKeys.Ecdsa(host.Name), host);
        tree = HostKey(tree, "ed25519", SimulatedKeys.Ed25519(host.Name), host);
        return host.HasOpenHome ? tree.Directory("/home/bob", WritableByAll, 1001, 1001) : tree;
    }

    private static SimulatedTree HostKey(
        SimulatedTree tree,
        string kind,
        string line,
        HostTraits host
    )
    {
        var path = $"/etc/ssh/ssh_host_{kind}_key";
        return tree.File(path, "simulated: there is no such key", CommonFiles.OwnerOnly)
            .File(path + ".pub", $"{line} root@{host.Name}\n");
    }

    private static string MachineId(HostTraits host) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"simulated machine {host.Name}")).AsSpan(0, 16)
        );

    private static string Routes(HostTraits host) =>
        $"Local:\n     |-- 127.0.0.1\n        /32 host LOCAL\n        |-- {host.Address}\n           /32 host LOCAL\n";

    private static string Packages(HostTraits host) =>
        $"""
            Package: liblzma5
            Status: install ok installed
            Architecture: amd64
            Source: xz-utils
            Version: 5.4.1-1

            Package: openssh-server
            Status: install ok installed
            Architecture: amd64
            Source: openssh
            Version: {SshdSays.Package(host)}
            Description: secure shell (SSH) server

            """;
}
