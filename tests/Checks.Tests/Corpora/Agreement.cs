using System.Diagnostics;
using System.Text.Json;
using Fleet.Checks.Catalog;

namespace Fleet.Checks.Tests;

/// <summary>How far we agree with a corpus.</summary>
/// <param name="corpus">The sub-folder, and where it has several kinds of cases the kind behind a slash: <c>jc/ss</c>.</param>
internal sealed class Agreement(string corpus)
{
    public const string NoReason = "no reason is known: a defect, until somebody shows otherwise";

    private readonly List<Disagreement> _disagreements = [];

    public string Corpus => corpus;

    public int Cases { get; private set; }

    public IReadOnlyList<Disagreement> Disagreements => _disagreements;

    /// <summary>Counts one comparison.</summary>
    /// <param name="name">What was compared.</param>
    /// <param name="expected">The corpus' answer.</param>
    /// <param name="got">Ours.</param>
    /// <param name="reason">Why ours is right where they differ; empty: it would be a defect.</param>
    public void Compare(string name, string? expected, string? got, string reason = "")
    {
        Cases++;
        if (expected != got)
        {
            _disagreements.Add(
                new Disagreement(
                    name,
                    expected ?? "",
                    got ?? "",
                    reason.Length > 0 ? reason : NoReason
                )
            );
        }
    }

    /// <summary>Compares what a case holds. A case that has not the shape of its kind is a disagreement that says so; a reader of ours that throws is a defect.</summary>
    public void Case(string name, Action compare)
    {
        try
        {
            compare();
        }
        catch (Exception thrown) when (!IsOfXunit(thrown))
        {
            Compare(
                name,
                "a case of this kind",
                thrown.Message,
                IsOurs(thrown) ? "" : $"the case cannot be read: {thrown.Message}"
            );
        }
    }

    /// <summary>Compares each element of a JSON file that is a list; they are named by their numbers, from 1.</summary>
    public void Rows(string file, Action<string, JsonElement> compare)
    {
        var path = Tests.Corpus.File(file);
        Case(
            Path.GetFileName(file),
            () =>
            {
                var number = 0;
                using var document = JsonDocument.Parse(File.ReadAllText(path));
                foreach (var row in document.RootElement.EnumerateArray())
                {
                    var name = $"{Path.GetFileNameWithoutExtension(file)} {++number}";
                    Case(name, () => compare(name, row));
                }
            }
        );
    }

    /// <summary>Hands the result in. Fails where more than one case in a hundred disagrees and nobody knows why.</summary>
    public void Conclude()
    {
        Assert.SkipWhen(Cases == 0, $"FLEET_CORPORA has no cases of {corpus}");
        AgreementBook.Current.Add(this);
        var defects = _disagreements.Where(found => found.Reason == NoReason).ToList();
        Assert.True(defects.Count * 100 <= Cases, string.Join('\n', defects));
    }

    // Skips and failed assertions go their own way.
    private static bool IsOfXunit(Exception thrown) =>
        thrown.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true;

    private static bool IsOurs(Exception thrown) =>
        new StackTrace(thrown)
            .GetFrames()
            .Any(frame => frame.GetMethod()?.Module.Assembly == typeof(CheckCatalog).Assembly);
}

/// <summary>A case where the corpus and we say different things.</summary>
internal sealed record Disagreement(string Case, string Expected, string Got, string Reason);
