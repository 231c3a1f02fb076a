using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>Keys that are in a key file and that sshd does not see: on lines that it passes over, alone or with the line after it.</summary>
internal static class TornKeys
{
    private const string BlobStart = "AAAA";

    public static IEnumerable<(int Line, string Fingerprint)> Find(string text)
    {
        var lines = text.Split('\n');
        foreach (var broken in AuthorizedKeysFile.Parse(text).Broken)
        {
            var line = lines[broken.Line - 1].TrimEnd('\r');
            var next = broken.Line < lines.Length ? lines[broken.Line].TrimEnd('\r') : "";
            if ((KeyIn(line) ?? KeyIn(line + next)) is { } fingerprint)
            {
                yield return (broken.Line, fingerprint);
            }
        }
    }

    private static string? KeyIn(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 1; at < words.Length; at++)
        {
            if (
                words[at].StartsWith(BlobStart, StringComparison.Ordinal)
                && SshPublicKey.Read(words[at - 1], words[at], out _) is { } key
            )
            {
                return key.Fingerprint;
            }
        }

        return null;
    }
}
