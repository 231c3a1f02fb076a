using System.Text;

namespace Fleet.Controller.Notifications.Sending;

/// <summary>What a policy keeps in files.</summary>
public interface ISecrets
{
    /// <summary>A file's text without the white space round it.</summary>
    /// <exception cref="IOException">It cannot be read, is empty or too long; the message says which.</exception>
    string Read(string path);
}

/// <summary>Files of the controller's machine, read at every use: a secret that was changed holds at once.</summary>
public sealed class SecretFiles : ISecrets
{
    private const int Most = 4096;

    public string Read(string path)
    {
        var bytes = new byte[Most + 1];
        int count;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{path} may not be read by the controller", denied);
        }

        var text = Encoding.UTF8.GetString(bytes, 0, count).Trim();
        return count > Most ? throw new IOException($"{path} is longer than {Most} bytes")
            : text.Length == 0 ? throw new IOException($"{path} is empty")
            : text;
    }
}
