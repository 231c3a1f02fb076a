using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>One entry of an effective value.</summary>
/// <param name="Text">The entry, tokens not expanded.</param>
/// <param name="Source">The line that set it; null: built in.</param>
/// <param name="Owner">Whose file that is; unspecified for what is built in or from the command line.</param>
public sealed record ClientEffectiveLine(
    string Text,
    SshdSource? Source,
    ClientFileOwner Owner = ClientFileOwner.Unspecified
);

/// <summary>An effective value.</summary>
/// <param name="Name">The keyword in ssh_config(5)'s spelling.</param>
/// <param name="Lines">Its entries; none where nothing sets it.</param>
/// <param name="Unsure">Why the value cannot be told for certain (<c>/home/a/.ssh/config:3: Match exec is never run</c>); null where it is certain.</param>
public sealed record ClientSetting(
    string Name,
    ImmutableArray<ClientEffectiveLine> Lines,
    string? Unsure
)
{
    public bool IsSure => Unsure is null;

    /// <summary>The entries joined by blanks; empty where nothing sets it.</summary>
    public string Value => string.Join(' ', Lines.Select(line => line.Text));

    /// <summary>The line that (first) set it.</summary>
    public SshdSource? Source => Lines.IsEmpty ? null : Lines[0].Source;

    /// <summary>True where the value is certain and is this word, ASCII case ignored.</summary>
    public bool Is(string value) =>
        IsSure && Value.Equals(value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a client's configuration means for one call of ssh.</summary>
public sealed class ClientSettings
{
    private readonly FrozenDictionary<string, ClientSetting> _settings;
    private readonly ClientTokens _tokens;

    internal ClientSettings(
        IEnumerable<ClientSetting> settings,
        ClientTokens tokens,
        ImmutableArray<SshdConfigError> errors
    )
    {
        _settings = settings.ToFrozenDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        (_tokens, Errors) = (tokens, errors);
    }

    /// <summary>What makes ssh give up before it connects.</summary>
    public ImmutableArray<SshdConfigError> Errors { get; }

    /// <summary>All keywords, sorted.</summary>
    public IEnumerable<ClientSetting> All =>
        _settings.Values.OrderBy(setting => setting.Name, StringComparer.Ordinal);

    /// <summary>The setting of a keyword in any spelling ssh knows.</summary>
    /// <exception cref="KeyNotFoundException">ssh has no such keyword: a defect of the caller.</exception>
    public ClientSetting this[string keyword] =>
        _settings[ClientKeywords.Find(keyword)?.Name ?? keyword];

    /// <summary>The host that ssh connects to, in the form that <c>%h</c> has; null where it cannot be told.</summary>
    public string? Host => _tokens.Host;

    /// <summary>Expands <c>~</c>, tokens and <c>${NAME}</c> as ssh does for paths; null with the reason where a part is not known.</summary>
    public string? Expand(string text, out string reason) => _tokens.Expand(text, out reason);
}
