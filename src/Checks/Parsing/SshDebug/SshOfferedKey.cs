namespace Fleet.Checks.Parsing.SshDebug;

/// <summary>A key as ssh names it when it offers it: <c>/home/alice/.ssh/id_ed25519 ED25519 SHA256:… explicit</c>.</summary>
/// <param name="Name">A path, or the comment of an agent's key: it may hold blanks.</param>
/// <param name="Type">As ssh shortens it: <c>ED25519</c>, <c>RSA-CERT</c>.</param>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
/// <param name="Origin">What follows: <c>explicit</c>, <c>agent</c>, <c>explicit agent</c>, or nothing.</param>
public sealed record SshOfferedKey(string Name, string Type, string Fingerprint, string Origin)
{
    /// <summary>Null where the text names no fingerprint.</summary>
    public static SshOfferedKey? Read(string text)
    {
        var at = text.LastIndexOf(" SHA256:", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var before = text[..at];
        var type = before.LastIndexOf(' ');
        var behind = text[(at + 1)..].Split(' ', 2);
        return new SshOfferedKey(
            type < 0 ? "" : before[..type],
            before[(type + 1)..],
            behind[0],
            behind.Length > 1 ? behind[1] : ""
        );
    }
}
