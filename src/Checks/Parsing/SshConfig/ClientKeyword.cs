using System.Collections.Frozen;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>How a keyword's words are read (<c>readconf.c</c>).</summary>
internal enum ClientValueKind
{
    Unspecified = 0,

    /// <summary>One of the keyword's <see cref="ClientKeyword.States"/>, case ignored.</summary>
    State,
    Integer,

    /// <summary>A time; <c>none</c> sets nothing.</summary>
    Time,
    Port,

    /// <summary>One word.</summary>
    Word,

    /// <summary>One word whose case does not matter.</summary>
    LowerWord,

    /// <summary>Words of one line; <c>none</c> must stand alone.</summary>
    Words,

    /// <summary>The rest of the line, raw.</summary>
    Raw,
    Jump,
    Algorithms,
    Forward,
    RemoteOpen,
    LogLevel,
    LogFacility,
    EscapeChar,
    SendEnv,
    SetEnv,
    ControlPersist,
    TunnelDevice,
    Quality,
    Octal,
    Hash,
    AddKeysToAgent,

    /// <summary>A socket's path or a variable that names it.</summary>
    AgentPath,

    /// <summary>yes, no or a socket's path.</summary>
    ForwardAgent,
    RekeyLimit,
    Cnames,

    /// <summary>Accepted and without effect: deprecated, or not compiled in.</summary>
    Ignored,
    Host,
    Match,
    Include,
}

/// <summary>Which of several lines counts.</summary>
internal enum ClientMerge
{
    /// <summary>The first line that applies.</summary>
    First = 0,

    /// <summary>All lines that apply add up.</summary>
    All,

    /// <summary>The last line, whether or not its section applies (StreamLocalBindMask).</summary>
    LastAnywhere,

    /// <summary>The first line, whether or not its section applies (SyslogFacility).</summary>
    FirstAnywhere,
}

/// <summary>What is known of one keyword of ssh_config(5).</summary>
/// <param name="Name">In the manual's spelling.</param>
/// <param name="Kind">How its words are read.</param>
internal sealed record ClientKeyword(string Name, ClientValueKind Kind)
{
    public ClientMerge Merge { get; init; }

    /// <summary>Accepted word → the word that stands for it.</summary>
    public FrozenDictionary<string, string> States { get; init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>The built-in value; null where there is none, or <see cref="ClientDefaults"/> knows better.</summary>
    public string? Default { get; init; }

    /// <summary>True where distributions build in different values.</summary>
    public bool DependsOnBuild { get; init; }

    /// <summary>True where <c>none</c> as a value means that there is none.</summary>
    public bool NoneIsUnset { get; init; }

    /// <summary>The release that brought the keyword; distributions carry some back, so an earlier use is no error.</summary>
    public OpenSshVersion Since { get; init; }
}
