using Fleet.Checks.Diagnosis.Explain.Advices;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>Who wrote a line, or which command printed it.</summary>
public enum SignPlace
{
    Unspecified = 0,

    /// <summary>An SSH client.</summary>
    Client,

    /// <summary>sshd, in a log or at its start.</summary>
    Sshd,

    /// <summary>Another program on the host: the kernel, PAM, a firewall.</summary>
    Host,

    /// <summary>The output of a command.</summary>
    Output,
}

/// <summary>Something in a text that is known.</summary>
public sealed record Sign
{
    public required SignPlace Place { get; init; }

    /// <summary>A stable name: <c>permission_denied</c>, <c>bad_ownership</c>, <c>ss</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The first line that says it, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>How many lines say the same.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The line. Raw: renderers escape it.</summary>
    public required string Text { get; init; }

    public required Meaning Meaning { get; init; }

    /// <summary>What the line names: user, host, port, source, path.</summary>
    public Blanks Names { get; init; } = Blanks.None;

    /// <summary>The line as the client's, for the walk through the gates; null where it is none.</summary>
    public SshDebugLine? Step { get; init; }
}
