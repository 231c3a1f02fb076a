using Fleet.Lab.Machine;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>A user's key pair, made with ssh-keygen(1) in the lab's folder and gone with it.</summary>
/// <param name="Name">The name of the private key's file; clients get it as <c>~/.ssh/NAME</c>.</param>
/// <param name="PrivateKey">The private key file's text.</param>
/// <param name="PublicLine">The line for authorized_keys.</param>
public sealed record SshKeyPair(string Name, string PrivateKey, string PublicLine)
{
    internal static async Task<SshKeyPair> GenerateAsync(
        Keeper keeper,
        string name,
        string type,
        int? bits,
        CancellationToken cancel
    )
    {
        var path = Path.Join(keeper.Folder.Path, name);
        string[] size = bits is null ? [] : ["-b", $"{bits}"];
        string[] argv = ["ssh-keygen", "-q", "-t", type, .. size, "-N", "", "-C", name, "-f", path];
        (await Command.RunAsync(keeper.Enter(argv), cancel: cancel)).OrThrow($"{type} key {name}");
        return new SshKeyPair(
            name,
            await File.ReadAllTextAsync(path, cancel),
            (await File.ReadAllTextAsync($"{path}.pub", cancel)).TrimEnd()
        );
    }
}
