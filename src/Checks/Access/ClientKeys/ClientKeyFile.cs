namespace Fleet.Checks.Access.ClientKeys;

/// <summary>A public key as it is known without its private half.</summary>
/// <param name="Type">Its type on the wire.</param>
/// <param name="Fingerprint"><c>SHA256:…</c>; of a certificate, that of the key in it.</param>
public sealed record KnownKey(string Type, string Fingerprint);

/// <summary>A key in an agent.</summary>
/// <param name="Key">The key, or the certificate.</param>
/// <param name="Comment">As the agent lists it.</param>
public sealed record AgentKey(KnownKey Key, string Comment);

/// <summary>Whether a private key file can be used.</summary>
public enum PrivateKeyState
{
    Unspecified = 0,

    /// <summary>Nobody could look.</summary>
    Unknown,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It is there, and ssh takes it.</summary>
    Usable,

    /// <summary>ssh ignores it: it belongs to the user, and group or others may read it (<c>authfile.c: sshkey_perm_ok</c>).</summary>
    TooOpen,

    /// <summary>The user may not read it.</summary>
    Unreadable,
}

/// <summary>What is there for one IdentityFile, without a look into the private key.</summary>
/// <param name="Private">The private file.</param>
/// <param name="Public">What its .pub holds, or the file itself where that is a public key; null where neither is there or can be read.</param>
/// <param name="Certificate">What its -cert.pub holds; null where there is none.</param>
public sealed record ClientKeyFile(
    PrivateKeyState Private,
    KnownKey? Public = null,
    KnownKey? Certificate = null
);
