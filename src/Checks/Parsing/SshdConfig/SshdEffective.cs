using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Effective values for a connection, in the canonical form that does not depend on who answered: <c>sshd -T</c> or our own reader.</summary>
public sealed class SshdEffective
{
    private readonly SortedDictionary<string, SshdSetting> _settings;
    private readonly FrozenSet<string> _unsure;

    internal SshdEffective(IEnumerable<SshdSetting> settings, IEnumerable<string> unsure)
    {
        _settings = new SortedDictionary<string, SshdSetting>(
            settings.ToDictionary(s => s.Name, StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        _unsure = unsure.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>By keyword, sorted.</summary>
    public IEnumerable<SshdSetting> Settings => _settings.Values;

    /// <summary>Keywords whose value cannot be told: it depends on a file that could not be read or on this build's defaults.</summary>
    public IEnumerable<string> Unsure => _unsure.Order(StringComparer.Ordinal);

    /// <summary>Keywords whose value, or that they have none, is certain.</summary>
    public IEnumerable<string> Sure =>
        SshdKeywords.WithValue.Select(k => k.Name).Where(IsSure).Order(StringComparer.Ordinal);

    /// <summary>The setting of a keyword in any spelling; null where nothing sets it or its value cannot be told (<see cref="IsSure"/>).</summary>
    public SshdSetting? Find(string keyword) =>
        _settings.GetValueOrDefault(SshdKeywords.Spelling(keyword));

    /// <summary>The canonical value, or empty.</summary>
    public string this[string keyword] => Find(keyword)?.Value ?? "";

    /// <summary>True where the value, or that there is none, is certain.</summary>
    public bool IsSure(string keyword) => !_unsure.Contains(SshdKeywords.Spelling(keyword));

    /// <summary>The same values, with the lines that set them as <paramref name="files"/> has them.</summary>
    public SshdEffective WithSourcesOf(SshdEffective files) =>
        new(
            Settings.Select(s =>
                s with
                {
                    Source = files.Find(s.Name)?.Source ?? files.SourceOf(s.Name),
                }
            ),
            _unsure
        );

    /// <summary>Lines that set a keyword whose value itself is unsure.</summary>
    internal Dictionary<string, SshdSource> UnsureSources { get; init; } = [];

    private SshdSource? SourceOf(string name) =>
        UnsureSources.TryGetValue(name, out var source) ? source : null;
}
