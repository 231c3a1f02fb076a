using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Access.Logins;

/// <summary>How somebody proves to be the user.</summary>
public enum LoginMethod
{
    Unspecified = 0,

    /// <summary>A key that a line of a key file gives.</summary>
    Key,

    /// <summary>A certificate of an authority that sshd or a line of a key file trusts.</summary>
    Certificate,
    Password,

    /// <summary>What PAM asks: passwords, one-time codes.</summary>
    KeyboardInteractive,

    /// <summary>Keys that AuthorizedKeysCommand yields: nobody knows them but the command.</summary>
    KeysCommand,
    HostBased,
    Gssapi,

    /// <summary>Keys in files that could not be read.</summary>
    UnseenKeys,
}

/// <summary>One way to log in as an account.</summary>
/// <param name="Method">The method.</param>
public sealed record LoginMeans(LoginMethod Method)
{
    /// <summary><c>SHA256:…</c> of the key, or of the authority's key; empty for methods without.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary><c>ssh-ed25519</c>.</summary>
    public string KeyType { get; init; } = "";

    /// <summary>What stands behind the key: anything its writer liked. It proves nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Where it stands: <c>/home/alice/.ssh/authorized_keys:2</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The key file's line; null for what comes from elsewhere.</summary>
    public AuthorizedKey? Line { get; init; }

    /// <summary>The file of <see cref="Line"/>.</summary>
    public KeyFile? File { get; init; }

    /// <summary>sshd's name of the method.</summary>
    public string SshName =>
        Method switch
        {
            LoginMethod.Password => "password",
            LoginMethod.KeyboardInteractive => "keyboard-interactive",
            LoginMethod.HostBased => "hostbased",
            LoginMethod.Gssapi => "gssapi-with-mic",
            _ => "publickey",
        };

    internal static LoginMeans Of(KeyFile file, AuthorizedKey line) =>
        new(line.Options.IsCertificateAuthority ? LoginMethod.Certificate : LoginMethod.Key)
        {
            Fingerprint = line.Key.Fingerprint,
            KeyType = line.Key.Type.Name,
            Comment = line.Comment,
            Source = $"{file.Path}:{line.Line}",
            Line = line,
            File = file,
        };
}
