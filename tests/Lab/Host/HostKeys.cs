using Fleet.Lab.Machine;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>Fresh host keys, as Debian's package makes them (rsa, ecdsa, ed25519), so that hosts differ. RSA has 2048 bits to be quick.</summary>
internal static class HostKeys
{
    public static readonly string[] Algorithms = ["rsa", "ecdsa", "ed25519"];

    public static string Path(string algorithm) => $"/etc/ssh/ssh_host_{algorithm}_key";

    /// <summary>Makes the keys in a folder, named as the lab sees it; the algorithms run side by side.</summary>
    public static Task GenerateAsync(
        Keeper keeper,
        string folder,
        string host,
        CancellationToken cancel
    ) =>
        Task.WhenAll(
            Algorithms.Select(async algorithm =>
            {
                string[] size = algorithm == "rsa" ? ["-b", "2048"] : [];
                string[] what =
                [
                    "-t",
                    algorithm,
                    .. size,
                    "-C",
                    $"root@{host}",
                    "-f",
                    $"{folder}/{algorithm}",
                ];
                var made = await Command.RunAsync(
                    keeper.Enter(["ssh-keygen", "-q", "-N", "", .. what]),
                    cancel: cancel
                );
                made.OrThrow($"{algorithm} host key of {host}");
            })
        );

    public static void Install(string folder, HostRoot root)
    {
        foreach (var algorithm in Algorithms)
        {
            root.Write(Path(algorithm), File.ReadAllText($"{folder}/{algorithm}"), "0600");
            root.Write($"{Path(algorithm)}.pub", File.ReadAllText($"{folder}/{algorithm}.pub"));
        }
    }
}
