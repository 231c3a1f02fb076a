namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>Which case of a wider cause a line names.</summary>
internal static class NarrowKeys
{
    /// <summary><c>Certificate invalid: REASON</c>, from OpenSSH 10 <c>Refusing certificate ID …: REASON</c>.</summary>
    public static string OfCertificate(LoggedLine line) =>
        line.Has("not yet valid") ? "key.certificate_not_yet"
        : line.Has("expired") ? "key.certificate_expired"
        : line.Has("not a listed principal") ? "key.certificate_principal"
        : "key.certificate";

    /// <summary><c>userauth_pubkey: signature algorithm ssh-rsa not in PubkeyAcceptedAlgorithms</c></summary>
    public static string OfType(LoggedLine line) =>
        line.Has("ssh-dss") ? "key.dsa"
        : line.Has(" ssh-rsa ") ? "key.sha1"
        : "key.algorithm";
}
