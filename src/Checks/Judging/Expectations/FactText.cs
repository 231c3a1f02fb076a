using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>
/// A fact's value for comparison. Letter case counts, but where sshd ignores it: in words such as <c>yes</c> and log levels (OpenSSH <c>servconf.c</c>, <c>log.c</c>). Two spellings
/// of one value of sshd_config are one (<c>without-password</c> is <c>prohibit-password</c>, <c>2m</c> is <c>120</c>).
/// </summary>
public readonly record struct FactText(string Key, string Value)
{
    private const string SshdPrefix = "sshd_config/";

    /// <summary>Keys that are about a path and end with it.</summary>
    private static readonly string[] OfPaths =
    [
        "mode/",
        "sshd_config_mode/",
        "host_key_mode/",
        "host_key_public_mode/",
    ];

    /// <summary>How people call a key: a keyword of sshd_config(5), a path, or the key itself.</summary>
    public static string NameOf(string key) =>
        key.StartsWith(SshdPrefix, StringComparison.Ordinal)
            ? key[SshdPrefix.Length..]
            : PathOf(key) ?? key;

    /// <summary>The path that a key is about; null: it is about none.</summary>
    public static string? PathOf(string key) =>
        Array.Find(OfPaths, start => key.StartsWith(start, StringComparison.Ordinal)) is { } start
            ? Uri.UnescapeDataString(key[(start.Length - 1)..])
            : null;

    /// <summary>True for the value of a keyword of sshd_config(5).</summary>
    public static bool IsOfSshd(string key) => key.StartsWith(SshdPrefix, StringComparison.Ordinal);

    /// <summary>The key of a keyword's effective value where sshd_config(5) has the keyword, in its spelling; null: it has none.</summary>
    public static string? SshdKey(string keyword) =>
        SshdKeywords.Find(keyword)
            is {
                Kind: not (SshdValueKind.Ignored or SshdValueKind.Match or SshdValueKind.Include)
            } found
            ? SshdPrefix + found.Name
            : null;

    /// <summary>The keys of all keywords of sshd_config(5).</summary>
    public static IEnumerable<string> SshdKeys =>
        SshdKeywords.WithValue.Select(keyword => SshdPrefix + keyword.Name);

    /// <summary>The members of a list, whatever separates them.</summary>
    public ImmutableArray<string> Members =>
        [.. Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Its numbers; null where it is none.</summary>
    internal decimal[]? Amounts => AmountText.Read(Value, Kind);

    private SshdKeyword? Keyword =>
        Key.StartsWith(SshdPrefix, StringComparison.Ordinal)
            ? SshdKeywords.Find(Key[SshdPrefix.Length..])
            : null;

    private SshdValueKind Kind => Keyword?.Kind ?? SshdValueKind.Unspecified;

    /// <summary>True where the value is the expected one.</summary>
    public bool Is(string expected)
    {
        if (Value == expected)
        {
            return true;
        }

        return Kind switch
        {
            SshdValueKind.State => IsState(expected),
            SshdValueKind.LogLevel => Same(
                SshdValue.Documented(Value.ToUpperInvariant()),
                SshdValue.Documented(expected.ToUpperInvariant())
            ),
            SshdValueKind.LogFacility => Same(Value, expected),
            SshdValueKind.Time
            or SshdValueKind.TimeOrNone
            or SshdValueKind.RekeyLimit
            or SshdValueKind.MaxStartups
            or SshdValueKind.Integer => Amounts is { } amounts
                && With(expected).Amounts is { } others
                && amounts.SequenceEqual(others),
            _ => false,
        };
    }

    /// <summary>Another value of the same key.</summary>
    internal FactText With(string value) => this with { Value = value };

    /// <summary>A list as the keyword takes it; null where this is not a list of algorithms.</summary>
    internal string? Join(ImmutableArray<string> members) =>
        Kind == SshdValueKind.Algorithms ? string.Join(',', members) : null;

    private bool IsState(string expected)
    {
        var states = Keyword!.States;
        return states.Comparer.Equals(
            states.GetValueOrDefault(Value, Value),
            states.GetValueOrDefault(expected, expected)
        );
    }

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
