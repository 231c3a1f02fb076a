using Fleet.Checks.Reporting;

namespace Fleet.Checks.Tests.Reporting;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain text, 100 % of it", "plain text, 100 % of it")]
    [InlineData("Grüße, 日本, Ελλάδα 🐧", "Grüße, 日本, Ελλάδα 🐧")]
    [InlineData("a\u001b[2Jb", @"a\x1b[2Jb")]
    [InlineData("a\u009b31mb", @"a\x9b31mb")]
    [InlineData("line\r\nnext\tcolumn\0", @"line\r\nnext\tcolumn\x00")]
    [InlineData("bell\a delete\u007f", @"bell\x07 delete\x7f")]
    [InlineData("root\u202etxt.exe\u2066", @"root\u202etxt.exe\u2066")]
    [InlineData("in\u200bvisible\ufeff", @"in\u200bvisible\ufeff")]
    [InlineData("para\u2029graph\u2028", @"para\u2029graph\u2028")]
    [InlineData("tag \U000e0041", @"tag \U000e0041")]
    [InlineData("", "")]
    public void Text_that_a_terminal_would_obey_or_hide_is_written_out(string raw, string shown) =>
        Assert.Equal(shown, Printable.Line(raw));

    [Fact]
    public void Safe_text_comes_back_as_the_same_object()
    {
        var text = new string("alice from 203.0.113.9");
        Assert.Same(text, Printable.Line(text));
    }

    [Fact]
    public void No_character_whatever_leaves_a_control_in_the_text()
    {
        for (var value = 0; value <= 0xffff; value++)
        {
            var shown = Printable.Line($"a{(char)value}b");
            Assert.DoesNotContain(shown, c => char.IsControl(c) || char.IsSurrogate(c));
        }
    }
}
