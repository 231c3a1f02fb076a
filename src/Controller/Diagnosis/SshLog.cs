using System.Text;

namespace Fleet.Controller.Diagnosis;

/// <summary>
/// Where ssh writes its own words (<c>ssh -E FILE</c>), in a folder of the asker's alone. On standard error a server's banner stands between them (<c>sshconnect2.c</c>,
/// <c>input_userauth_banner</c>), and it may say anything: <c>debug1: Authentication succeeded</c> too.
/// </summary>
internal sealed class SshLog : IDisposable
{
    /// <summary>How much of it counts, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-ssh-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "log");

    /// <summary>True where a server makes ssh write more than anybody will read.</summary>
    public bool IsFlooded => new FileInfo(Path) is { Exists: true, Length: > 4 * MostBytes };

    /// <summary>What ssh wrote; empty where it wrote nothing.</summary>
    public async Task<string> ReadAsync()
    {
        if (!File.Exists(Path))
        {
            return "";
        }

        await using var file = File.OpenRead(Path);
        var bytes = new byte[Math.Min(file.Length, MostBytes)];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
