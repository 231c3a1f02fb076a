using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

public sealed class AuthLogLineTests
{
    [Theory]
    [InlineData("Nov 22 10:57:49 web-12 sshd[811]: ", 811)]
    [InlineData("Nov  2 10:57:49 web-12 sshd-session[811]: ", 811)]
    [InlineData("Nov 2 10:57:49 web-12 sshd-auth[811]: ", 811)]
    [InlineData("<38>Nov 22 10:57:49 web-12 sshd[811]: ", 811)]
    [InlineData("38 Nov 22 10:57:49 sshd[811]: ", 811)]
    [InlineData("2026-11-22T10:57:49.123456+01:00 web-12 sshd[811]: ", 811)]
    [InlineData("<38>1 2026-11-22T10:57:49.1Z web-12 sshd-session 811 - - ", 811)]
    [InlineData("<38>1 2026-11-22T10:57:49.1Z web-12 sshd 811 - [a b=\"x]\\\" y\"][c] ", 811)]
    [InlineData("Nov 22 10:57:49 [sshd] ", 0)]
    [InlineData("Nov 22 10:57:49 sshd sshd[811]: ", 811)]
    public void A_line_of_sshd_is_read_under_every_usual_header(string header, int pid)
    {
        var read = Read(header + "Failed password for root from 192.0.2.1 port 22 ssh2");

        Assert.Equal("failed_password", read.Kind);
        Assert.Equal(("root", "192.0.2.1", 22, pid), (read.User, read.Source, read.Port, read.Pid));
    }

    [Theory]
    [InlineData(
        "Nov 22 10:57:49 web-12 CRON[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData(
        "Nov 22 10:57:49 web-12 app[8]: sshd[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData(
        "Nov 22 10:57:49 web-12 sshdx[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData("Failed password for root from 192.0.2.1 port 22 ssh2")]
    [InlineData(
        "<38>1 2026-11-22T10:57:49Z web-12 su 811 - - Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData("")]
    public void Lines_of_other_programs_and_without_a_header_are_nothing(string line) =>
        Assert.Equal("unspecified", Read(line).Kind);

    [Theory]
    [InlineData(
        "Failed password for invalid user x from 192.0.2.9 port 9 ssh2 from 192.0.2.1 port 22 ssh2",
        "x from 192.0.2.9 port 9 ssh2"
    )]
    [InlineData(
        "Failed password for invalid user x from 192.0.2.9 port 9 ssh2: from 192.0.2.1 port 22 ssh2",
        "x from 192.0.2.9 port 9 ssh2:"
    )]
    [InlineData("Invalid user  from 192.0.2.1 port 22", "")]
    [InlineData("Invalid user  from  from 192.0.2.1 port 22", " from ")]
    [InlineData(
        "Connection closed by invalid user 192.0.2.9 port 9 192.0.2.1 port 22 [preauth]",
        "192.0.2.9 port 9"
    )]
    [InlineData("Connection closed by invalid user  192.0.2.1 port 22 [preauth]", "")]
    [InlineData(
        "Disconnecting invalid user a: b 192.0.2.9 port 9: c 192.0.2.1 port 22: Too many authentication failures [preauth]",
        "a: b 192.0.2.9 port 9: c"
    )]
    [InlineData(
        "Failed publickey for invalid user x from 192.0.2.9 port 9 ssh2: RSA SHA256:y from 192.0.2.1 port 22 ssh2: ED25519 SHA256:z",
        "x from 192.0.2.9 port 9 ssh2: RSA SHA256:y"
    )]
    [InlineData(
        "maximum authentication attempts exceeded for invalid user x from 192.0.2.9 port 9 ssh2 from 192.0.2.1 port 22 ssh2 [preauth]",
        "x from 192.0.2.9 port 9 ssh2"
    )]
    public void A_user_name_that_looks_like_an_address_moves_no_field(string message, string user)
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((user, "192.0.2.1", 22), (read.User, read.Source, read.Port));
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<AuthLogKind>().Select(kind => kind.Name()).ToArray();

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(
            "accepted_keyboard_interactive",
            AuthLogKind.AcceptedKeyboardInteractive.Name()
        );
    }

    [Fact]
    public void Reading_a_line_allocates_nothing()
    {
        var line =
            "Nov 22 10:57:49 web-12 sshd[811]: Failed password for root from 192.0.2.1 port 22 ssh2"u8.ToArray();
        AuthLogLine.Parse(line);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            AuthLogLine.Parse(line);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ReadLine Read(string line) => ReadLine.Of(line);
}
