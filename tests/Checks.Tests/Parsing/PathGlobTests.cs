using Fleet.Checks.Parsing;

namespace Fleet.Checks.Tests.Parsing;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("50-x.conf", "*.conf", true)]
    [InlineData(".hidden.conf", "*.conf", false)]
    [InlineData(".hidden.conf", ".*.conf", true)]
    [InlineData("50-x.conf~", "*.conf", false)]
    [InlineData("a1", "a[0-9]", true)]
    [InlineData("ax", "a[0-9]", false)]
    [InlineData("ax", "a[!0-9]", true)]
    [InlineData("a]", "a[]]", true)]
    [InlineData("a[", "a[", true)]
    [InlineData("a*", "a\\*", true)]
    [InlineData("ab", "a\\*", false)]
    [InlineData("ab", "??", true)]
    [InlineData("abc", "??", false)]
    public void A_component_matches_as_glob_has_it(string name, string pattern, bool match) =>
        Assert.Equal(match, PathGlob.IsMatch(name, pattern));
}
