using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Catalog.SshLimits;

public sealed class SshdTitlesTests
{
    private const string Listener = "sshd: /usr/sbin/sshd -D [listener] 3 of 10-100 startups";

    [Fact]
    public void The_listener_itself_counts()
    {
        var titles = Read((600, 1, Listener), (601, 600, "sshd: [accepted]"));

        Assert.Equal(3, titles.Unauthenticated);
        Assert.Equal("10-100", titles.Limits);
    }

    [Fact]
    public void The_hosts_own_listener_speaks_not_one_of_a_container()
    {
        var titles = Read(
            (500, 480, "sshd: /usr/sbin/sshd -D [listener] 9 of 10-20 startups"),
            (600, 1, Listener)
        );

        Assert.Equal("10-100", titles.Limits);
    }

    [Fact]
    public void Where_the_listener_says_nothing_its_children_are_counted()
    {
        var titles = Read(
            (600, 1, "/usr/sbin/sshd -D"),
            (610, 600, "sshd: [accepted]"),
            (611, 600, "sshd: alice [priv]"),
            (612, 611, "sshd: alice [net]"),
            (620, 600, "sshd: bob [priv]"),
            (621, 620, "sshd: bob@pts/0"),
            (630, 600, "sshd: [accepted]"),
            (631, 630, "sshd: [net]")
        );

        Assert.Equal(3, titles.Unauthenticated);
        Assert.Null(titles.Limits);
    }

    [Theory]
    [InlineData("sshd: alice@pts/0,pts/1,pts/12", 3)]
    [InlineData("sshd-session: alice@pts/0", 1)]
    [InlineData("sshd: alice@example.org@pts/3", 1)]
    [InlineData("sshd: alice@notty", 0)]
    [InlineData("sshd: alice [priv]", 0)]
    public void Terminals_of_a_connection_are_counted(string title, int terminals) =>
        Assert.Equal(terminals, Read((700, 1, title)).MostTerminals);

    private static SshdTitles Read(params (int Pid, int Parent, string Title)[] processes) =>
        SshdTitles.Read(
            processes
                .Select(p => new ProcessStatus(
                    p.Pid,
                    p.Parent,
                    "sshd",
                    0,
                    default,
                    [p.Title],
                    null
                ))
                .ToImmutableArray()
        );
}
