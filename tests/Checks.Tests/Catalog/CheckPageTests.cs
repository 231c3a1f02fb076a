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
                .Order(StringComparer.Ordinal)
        );

    /// <summary>docs/checks of the checkout that these tests were built in.</summary>
    private static string Folder()
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

        return Directory.CreateDirectory(Path.Combine(root.FullName, "docs", "checks")).FullName;
    }
}
