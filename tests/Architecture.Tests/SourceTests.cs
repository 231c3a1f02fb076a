using System.Runtime.CompilerServices;

namespace Fleet.Architecture.Tests;

public sealed class SourceTests
{
    private static readonly string[] BannedNames =
    [
        "Utils",
        "Helpers",
        "Helper",
        "Manager",
        "Common",
    ];

    [Fact]
    public void No_source_file_is_over_300_lines() =>
        Assert.Equal(
            [],
            Sources().Where(file => File.ReadLines(file).Count() > 300).Select(Relative)
        );

    [Fact]
    public void No_file_or_folder_has_a_name_that_says_nothing() =>
        Assert.Equal(
            [],
            Sources()
                .Select(Relative)
                .Where(path =>
                    path.Split('/')
                        .Any(part => BannedNames.Contains(Path.GetFileNameWithoutExtension(part)))
                )
        );

    [Fact]
    public void No_warning_is_switched_off_in_the_product_without_a_reason() =>
        Assert.Equal(
            [],
            Sources()
                .Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal))
                .SelectMany(file =>
                    File.ReadLines(file)
                        .Where(IsBareSuppression)
                        .Select(line => $"{Relative(file)}: {line.Trim()}")
                )
        );

    private static bool IsBareSuppression(string line) =>
        (
            line.Contains("#pragma warning disable", StringComparison.Ordinal)
            && !line.Contains("//", StringComparison.Ordinal)
        )
        || (
            line.Contains("SuppressMessage(", StringComparison.Ordinal)
            && !line.Contains("Justification", StringComparison.Ordinal)
        );

    private static IEnumerable<string> Sources() =>
        new[] { "src", "tests", "bench" }
            .Select(folder => Path.Combine(Root(), folder))
            .Where(Directory.Exists)
            .SelectMany(folder =>
                Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            )
            .Where(file =>
                !Relative(file).Split('/').Any(part => part is "obj" or "bin" or "Migrations")
            );

    private static string Relative(string file) => Path.GetRelativePath(Root(), file);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
