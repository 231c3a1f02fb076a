using Fleet.Checks.Reporting;

namespace Fleet.Checks.Tests.Reporting;

public sealed class WrapTests
{
    [Fact]
    public void Prose_breaks_at_spaces() =>
        Assert.Equal(["one two", "three", "four"], Wrap.Prose("one two three four", 8));

    [Fact]
    public void A_word_longer_than_the_line_is_cut() =>
        Assert.Equal(["abcd", "efgh", "ij k"], Wrap.Prose("abcdefghij k", 4));

    [Fact]
    public void A_command_goes_on_behind_a_backslash() =>
        Assert.Equal([@"chmod go-w \", "/home/alice"], Wrap.Command("chmod go-w /home/alice", 14));

    [Fact]
    public void A_command_is_never_broken_inside_quotes() =>
        Assert.Equal(
            [@"echo \", @"'PermitRootLogin no' \", "> f"],
            Wrap.Command("echo 'PermitRootLogin no' > f", 23)
        );

    [Fact]
    public void Wide_characters_count_twice_and_marks_not_at_all()
    {
        Assert.Equal(4, Columns.Width("日本"));
        Assert.Equal(1, Columns.Width("e\u0301"));
        Assert.Equal(["日", "本"], Wrap.Prose("日本", 3));
    }
}
