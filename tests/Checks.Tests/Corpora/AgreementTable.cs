using System.Globalization;
using Fleet.Checks.Tests;

[assembly: AssemblyFixture(typeof(AgreementTable))]

namespace Fleet.Checks.Tests;

/// <summary>Prints, when all tests are through, how many cases of each corpus agreed. <c>tests/run</c> shows the lines that start with a bar.</summary>
public sealed class AgreementTable : IDisposable
{
    public void Dispose()
    {
        var rows = AgreementBook.Current.Rows();
        if (rows.Count == 0)
        {
            return;
        }

        Print("corpus", "cases", "agreed", "");
        foreach (var row in rows)
        {
            var kind = row.Corpus.IndexOf('/', StringComparison.Ordinal);
            Print(
                kind < 0 ? row.Corpus : "  " + row.Corpus[(kind + 1)..],
                row.Cases.ToString(CultureInfo.InvariantCulture),
                row.Agreed.ToString(CultureInfo.InvariantCulture),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100.0 * row.Agreed / row.Cases:0.0} %"
                )
            );
        }
    }

    private static void Print(string corpus, string cases, string agreed, string share) =>
        Console.WriteLine($"| {corpus, -36} {cases, 6} {agreed, 6} {share, 8}");
}
