using System.Globalization;
using System.Text;

namespace Fleet.Checks.Catalog;

/// <summary>The list of all checks, <c>docs/checks/README.md</c>, made from the catalog. Pure: the same catalog gives the same text.</summary>
public static class CheckIndex
{
    /// <summary>The list's file name.</summary>
    public const string FileName = "README.md";

    public static string Render(CheckCatalog catalog)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Checks

            {catalog.Checks.Length} checks. Each page is made from what the check declares: what it reads, its facts, its rules and why they are.

            | check | looks at | runs every |
            |---|---|---|

            """
        );
        foreach (
            var check in catalog.Checks.OrderBy(
                check => check.Declaration.Id,
                StringComparer.Ordinal
            )
        )
        {
            var declared = check.Declaration;
            page.Append(
                CultureInfo.InvariantCulture,
                $"| [{declared.Id}]({CheckPage.FileName(check)}) | {declared.Title.Replace("|", "\\|", StringComparison.Ordinal)} | {CheckPage.Duration(declared.Interval)} |\n"
            );
        }

        return page.ToString();
    }
}
