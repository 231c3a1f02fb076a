using System.Text.Json;

namespace Fleet.Checks.Tests;

/// <summary>
/// All agreements of a run. Written to <c>corpora.json</c> in the folder that <c>FLEET_ARTIFACTS</c> names, a row for each sub-folder and one for each kind in it:
/// <c>[{corpus, cases, agreed, disagreements: [{case, expected, got, reason}]}]</c>.
/// </summary>
internal sealed class AgreementBook
{
    private static readonly AgreementBook OfThisRun = new()
    {
        Folder = Environment.GetEnvironmentVariable("FLEET_ARTIFACTS"),
    };

    private static readonly AsyncLocal<AgreementBook?> Other = new();
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private readonly Lock _entering = new();
    private readonly List<Agreement> _agreements = [];

    public static AgreementBook Current => Other.Value ?? OfThisRun;

    /// <summary>Where it is written; null: nowhere.</summary>
    public string? Folder { get; init; }

    /// <summary>From here on this test, and no other, enters into another book.</summary>
    public static void Open() => Other.Value = new AgreementBook();

    public void Add(Agreement agreement)
    {
        lock (_entering)
        {
            _agreements.Add(agreement);
            if (Folder is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(
                    Path.Combine(folder, "corpora.json"),
                    JsonSerializer.Serialize(RowsUnlocked(), Indented)
                );
            }
        }
    }

    public IReadOnlyList<AgreementRow> Rows()
    {
        lock (_entering)
        {
            return RowsUnlocked();
        }
    }

    private List<AgreementRow> RowsUnlocked() =>
        [
            .. _agreements
                .GroupBy(one => one.Corpus.Split('/')[0])
                .OrderBy(folder => folder.Key, StringComparer.Ordinal)
                .SelectMany(folder =>
                    folder.Any(one => one.Corpus.Contains('/'))
                        ? OfKinds(folder).Prepend(AgreementRow.Of(folder.Key, folder))
                        : OfKinds(folder)
                ),
        ];

    private static IEnumerable<AgreementRow> OfKinds(IEnumerable<Agreement> folder) =>
        folder
            .GroupBy(one => one.Corpus)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => AgreementRow.Of(kind.Key, kind));
}

/// <summary>A row of <c>corpora.json</c>.</summary>
internal sealed record AgreementRow(
    string Corpus,
    int Cases,
    int Agreed,
    IReadOnlyList<Disagreement> Disagreements
)
{
    public static AgreementRow Of(string corpus, IEnumerable<Agreement> agreements)
    {
        var all = agreements.ToList();
        List<Disagreement> disagreements = [.. all.SelectMany(one => one.Disagreements)];
        var cases = all.Sum(one => one.Cases);
        return new AgreementRow(corpus, cases, cases - disagreements.Count, disagreements);
    }
}
