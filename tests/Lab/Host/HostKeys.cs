using Fleet.Lab.Machine;

namespace Fleet.Lab;

/// <summary>Fresh host keys, as Debian's package makes them (rsa, ecdsa, ed25519), so that hosts differ. RSA has 2048 bits to be quick.</summary>
internal static class HostKeys
{
    public static readonly string[] Algorithms = ["rsa", "ecdsa", "ed25519"];

    public static string Path(string algorithm) => $"/etc/ssh/ssh_host_{algorithm}_key";

    /// <summary>Makes the keys in a folder of the machine; the algorithms run side by side.</summary>
    public static Task GenerateAsync(string folder, string host, CancellationToken cancel) =>
        Task.WhenAll(
            Algorithms.Select(algorithm => GenerateAsync(folder, host, algorithm, cancel))
        );

    public static void Install(string folder, HostRoot root)
    {
        foreach (var algorithm in Algorithms)
        {
            root.Write(Path(algorithm), File.ReadAllText($"{folder}/{algorithm}"), "0600");
            root.Write($"{Path(algorithm)}.pub", File.ReadAllText($"{folder}/{algorithm}.pub"));
        }
    }

    private static async Task GenerateAsync(
        string folder,
        string host,
        string algorithm,
        CancellationToken cancel
    )
    {
        string[] size = algorithm == "rsa" ? ["-b", "2048"] : [];
        string[] argv =
        [
            "ssh-keygen",
            "-q",
            "-t",
            algorithm,
            .. size,
            "-N",
            "",
            "-C",
            $"root@{host}",
            "-f",
            $"{folder}/{algorithm}",
        ];
        (await Command.RunAsync(argv, cancel: cancel)).OrThrow($"{algorithm} host key of {host}");
    }
}
