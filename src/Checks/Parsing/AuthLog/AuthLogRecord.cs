namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>What one line says. Text fields are slices of that line, as logged: sshd escapes control characters (strnvis), but not blanks and quotes.</summary>
public record struct AuthLogRecord
{
    /// <summary>What happened; <see cref="AuthLogKind.Unspecified"/> for lines of no interest.</summary>
    public AuthLogKind Kind { get; set; }

    /// <summary>The time stamp as logged; empty for a bare message.</summary>
    public Slice Stamp { get; set; }

    /// <summary>The message, without the syslog header.</summary>
    public Slice Message { get; set; }

    /// <summary>The user name as the client or PAM gave it: chosen by attackers.</summary>
    public Slice User { get; set; }

    /// <summary>The client's address, or its name where an old sshd resolved it.</summary>
    public Slice Source { get; set; }

    /// <summary>Authentication method with submethod: <c>keyboard-interactive/pam</c>.</summary>
    public Slice Method { get; set; }

    /// <summary>Fingerprint of the key: <c>SHA256:…</c>, <c>MD5:…</c> or colon-separated hexadecimal.</summary>
    public Slice Fingerprint { get; set; }

    /// <summary>A path, reason or offer that the line names.</summary>
    public Slice Detail { get; set; }

    /// <summary>The client's port, or for listener lines the server's; 0 where the line has none.</summary>
    public ushort Port { get; set; }

    /// <summary>Process id; 0 where the line has none.</summary>
    public int Pid { get; set; }

    /// <summary>True where the line ends in <c>[preauth]</c>: the unprivileged child wrote it.</summary>
    public bool IsPreauth { get; set; }

    /// <summary>True where sshd itself says that the user does not exist or is not allowed.</summary>
    public bool IsInvalidUser { get; set; }
}
