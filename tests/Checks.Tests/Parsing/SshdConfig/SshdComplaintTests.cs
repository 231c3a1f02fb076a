using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

public sealed class SshdComplaintTests
{
    [Theory]
    [InlineData(
        "/etc/ssh/sshd_config: line 9: Bad configuration option: X\n/etc/ssh/sshd_config: terminating, 1 bad configuration options",
        SshdComplaintKind.Configuration,
        "/etc/ssh/sshd_config:9"
    )]
    [InlineData(
        "/etc/ssh/sshd_config.d/1.conf line 2: Directive 'Port' is not allowed within a Match block",
        SshdComplaintKind.Configuration,
        "/etc/ssh/sshd_config.d/1.conf:2"
    )]
    [InlineData(
        "/etc/ssh/sshd_config line 4: Deprecated option UseLogin\nMissing privilege separation directory: /run/sshd",
        SshdComplaintKind.PrivilegeSeparation,
        null
    )]
    [InlineData(
        "AuthorizedKeysCommand set without AuthorizedKeysCommandUser",
        SshdComplaintKind.Configuration,
        null
    )]
    [InlineData("sshd: no hostkeys available -- exiting.", SshdComplaintKind.HostKeys, null)]
    [InlineData("/etc/ssh/sshd_config: Permission denied", SshdComplaintKind.Permission, null)]
    [InlineData(
        "'Match LocalPort' in configuration but 'lport' not in connection test specification.",
        SshdComplaintKind.Other,
        null
    )]
    [InlineData("", SshdComplaintKind.Other, null)]
    public void What_sshd_stumbled_over_is_told_apart(
        string error,
        SshdComplaintKind kind,
        string? source
    )
    {
        var complaint = SshdComplaint.Read(error);

        Assert.Equal(kind, complaint.Kind);
        Assert.Equal(source, complaint.Source?.ToString());
    }
}
