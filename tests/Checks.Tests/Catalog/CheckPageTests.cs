using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;

namespace Fleet.Checks.Tests.Catalog;

public sealed class CheckPageTests
{
    private const string Rewrite = "FLEET_UPDATE_PAGES";

    public static TheoryData<string> Ids =>
        [.. CheckCatalog.BuiltIn.Checks.Select(check => check.Declaration.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_check_has_a_page_that_says_what_it_declares(string id)
    {
        var check = CheckCatalog.BuiltIn.Find(id)!;
        var path = Path.Combine(Folder(), CheckPage.FileName(check));
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(path, CheckPage.Render(check));
        }

        Assert.True(File.Exists(path), $"{path} is missing: run this test with {Rewrite}=1");
        Assert.True(
            File.ReadAllText(path) == CheckPage.Render(check),
            $"{path} is not what the check declares: run this test with {Rewrite}=1"
        );
    }

    [Fact]
    public void No_page_is_left_of_a_check_that_is_gone() =>
        Assert.Equal(
            CheckCatalog.BuiltIn.Checks.Select(CheckPage.FileName).Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder(), "*.md")
                .Select(path => Path.GetFileName(path))
                .Where(name => name != CheckIndex.FileName)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_list_of_checks_is_the_catalog_s()
    {
        var path = Path.Combine(Folder(), CheckIndex.FileName);
        var list = CheckIndex.Render(CheckCatalog.BuiltIn);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(path, list);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == list,
            $"{path} is not the catalog: run this test with {Rewrite}=1"
        );
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    public void Who_reads_about_the_checks_is_told_how_many_there_are_and_each_by_its_name(
        string document
    )
    {
        var text = File.ReadAllText(Path.Combine(Root(), document));
        var checks = CheckCatalog.BuiltIn.Checks.Select(check => check.Declaration.Id).ToList();

        Assert.Contains($" {checks.Count} checks", text);
        Assert.Equal(
            checks.Order(StringComparer.Ordinal),
            Named(text).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>What a document lists as checks: <c>group.name</c> in backquotes, and the checks whose name has no group.</summary>
    private static IEnumerable<string> Named(string text)
    {
        var groups = CheckCatalog
            .BuiltIn.Checks.Select(check => check.Declaration.Id.Split('.')[0])
            .Distinct();
        return Regex
            .Matches(
                text,
                $"`(?<id>({string.Join('|', groups)})(\\.[a-z0-9_]+)?)`",
                RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
            )
            .Select(match => match.Groups["id"].Value)
            .Distinct();
    }

    /// <summary>docs/checks of the checkout that these tests were built in.</summary>
    private static string Folder() =>
        Directory.CreateDirectory(Path.Combine(Root(), "docs", "checks")).FullName;

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Fleet.sln")))
        {
            root =
                root.Parent
                ?? throw new InvalidOperationException(
                    "no Fleet.sln above " + AppContext.BaseDirectory
                );
        }

        return root.FullName;
    }
}
