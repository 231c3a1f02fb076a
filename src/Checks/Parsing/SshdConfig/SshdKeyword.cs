using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>How a keyword's words are read and how sshd prints the value.</summary>
internal enum SshdValueKind
{
    Unspecified = 0,
    Port,
    ListenAddress,

    /// <summary>One of the keyword's <see cref="SshdKeyword.States"/>, case ignored.</summary>
    State,
    Integer,
    Time,

    /// <summary>One file name, made absolute.</summary>
    FileName,

    /// <summary>One word as it is.</summary>
    Word,

    /// <summary>Words of one line.</summary>
    Words,

    /// <summary>User or group patterns.</summary>
    Patterns,

    /// <summary>A list of algorithm names, possibly <c>+ - ^</c> on defaults that we do not know.</summary>
    Algorithms,

    /// <summary>The rest of the line, raw.</summary>
    Raw,
    LogLevel,
    LogFacility,
    MaxStartups,
    NetBlockSize,
    RekeyLimit,
    Quality,
    Subsystem,
    Octal,

    /// <summary><c>none</c> or a time.</summary>
    TimeOrNone,

    /// <summary>Words whose printed form depends on defaults that we do not know.</summary>
    Depends,

    /// <summary>Accepted and without effect (deprecated or not compiled in).</summary>
    Ignored,
    Match,
    Include,
}

/// <summary>Which of several lines counts.</summary>
internal enum SshdMerge
{
    /// <summary>The first line obtained.</summary>
    First = 0,

    /// <summary>All lines add up.</summary>
    All,

    /// <summary>The last line (some numbers until OpenSSH 10.0).</summary>
    LastUntil101,

    /// <summary>The last line, in every release.</summary>
    Last,
}

/// <summary>What is known of one keyword of sshd_config(5).</summary>
/// <param name="Name">In the manual's spelling.</param>
/// <param name="Kind">How its words are read.</param>
/// <param name="InMatch">True where it may stand in a Match section.</param>
internal sealed record SshdKeyword(string Name, SshdValueKind Kind, bool InMatch)
{
    public SshdMerge Merge { get; init; }

    /// <summary>Accepted word → the word that <c>sshd -T</c> prints (here with <c>prohibit-password</c>, the documented spelling).</summary>
    public FrozenDictionary<string, string> States { get; init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>The built-in value as <c>sshd -T</c> prints it; null where there is none, or it depends on the build.</summary>
    public string? Default { get; init; }

    /// <summary>The release that brought the keyword: older ones do not print its default. Distributions carry some back, so an earlier use is no error.</summary>
    public OpenSshVersion Since { get; init; }

    /// <summary>True where <c>sshd -T</c> prints a line for each entry.</summary>
    public bool IsPrintedInLines => Merge == SshdMerge.All || Name == "SetEnv";

    /// <summary>True where a keyword that no line sets is not printed at all.</summary>
    public bool SilentWhenUnset { get; init; }
}
