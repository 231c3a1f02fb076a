using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Tests.Parsing.Audit;

public sealed class AccessDenialTests
{
    private const string Bind =
        "type=AVC msg=audit(1772366400.125:456): avc:  denied  { name_bind } for  pid=1234 comm=\"sshd\" src=2222 scontext=system_u:system_r:sshd_t:s0-s0:c0.c1023 tcontext=system_u:object_r:unreserved_port_t:s0 tclass=tcp_socket permissive=0";

    [Fact]
    public void A_refused_port_is_read_from_audit_log() =>
        Assert.Equal(
            new AccessDenial(
                MandatoryAccessControl.Selinux,
                DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_125),
                "sshd",
                "name_bind",
                "sshd_t",
                "tcp_socket unreserved_port_t",
                "2222",
                IsEnforced: true
            ),
            AccessDenial.Parse(Bind)
        );

    [Theory]
    [InlineData(
        "type=AVC msg=audit(1772366400.000:7): avc:  denied  { read open } for  pid=1 comm=\"sshd\" name=\"authorized_keys\" dev=\"dm-0\" ino=5 scontext=system_u:system_r:sshd_t:s0-s0:c0.c1023 tcontext=unconfined_u:object_r:default_t:s0 tclass=file permissive=1",
        "read open",
        "file default_t",
        "authorized_keys",
        false
    )]
    [InlineData(
        "type=AVC msg=audit(1772366400.000:7): avc:  denied  { getattr } for  pid=1 comm=\"sshd\" path=2F686F6D652F612062 dev=\"dm-0\" ino=5 scontext=system_u:system_r:sshd_t:s0 tcontext=system_u:object_r:nfs_t:s0 tclass=dir permissive=0",
        "getattr",
        "dir nfs_t",
        "/home/a b",
        true
    )]
    [InlineData(
        "AVC avc:  denied  { name_bind } for  pid=1 comm=\"sshd\" src=22022 scontext=system_u:system_r:sshd_t:s0 tcontext=system_u:object_r:port_t:s0 tclass=tcp_socket permissive=0",
        "name_bind",
        "tcp_socket port_t",
        "22022",
        true
    )]
    [InlineData(
        "audit: type=1400 audit(1772366400.1:9): avc:  denied  { search } for  pid=1 comm=\"sshd\" name=\"/\" scontext=system_u:system_r:sshd_t:s0 tcontext=system_u:object_r:unlabeled_t:s0 tclass=dir",
        "search",
        "dir unlabeled_t",
        "/",
        true
    )]
    public void Selinux_says_what_to_whom_and_on_what(
        string line,
        string operation,
        string on,
        string name,
        bool isEnforced
    )
    {
        var denial = AccessDenial.Parse(line)!;

        Assert.Equal(
            (operation, on, name, isEnforced),
            (denial.Operation, denial.Object, denial.Name, denial.IsEnforced)
        );
    }

    [Theory]
    [InlineData("DENIED", true)]
    [InlineData("ALLOWED", false)]
    public void Apparmor_says_which_profile_refused_which_path(string word, bool isEnforced)
    {
        var denial = AccessDenial.Parse(
            $"type=AVC msg=audit(1772366400.000:45): apparmor=\"{word}\" operation=\"open\" class=\"file\" profile=\"/usr/sbin/sshd\" name=\"/srv/keys/alice\" pid=123 comm=\"sshd\" requested_mask=\"r\" denied_mask=\"r\" fsuid=1000 ouid=1000\u001dFSUID=\"alice\" OUID=\"alice\""
        )!;

        Assert.Equal(
            (
                MandatoryAccessControl.Apparmor,
                "open",
                "/usr/sbin/sshd",
                "r",
                "/srv/keys/alice",
                isEnforced
            ),
            (
                denial.By,
                denial.Operation,
                denial.Subject,
                denial.Object,
                denial.Name,
                denial.IsEnforced
            )
        );
    }

    [Theory]
    [InlineData("type=USER_AUTH msg=audit(1772366400.000:45): pid=1 uid=0 res=success")]
    [InlineData("avc:  denied  { read")]
    [InlineData("type=AVC msg=audit(1772366400.000:45): avc:  granted  { load_policy } for pid=1")]
    [InlineData(
        "apparmor=\"STATUS\" operation=\"profile_load\" profile=\"unconfined\" name=\"/usr/sbin/sshd\""
    )]
    [InlineData("")]
    public void Other_lines_are_none(string line) => Assert.Null(AccessDenial.Parse(line));

    [Fact]
    public void A_file_that_is_named_like_a_field_moves_none()
    {
        // A name with a space or a quote is written in hexadecimal, so this is what a file called `x" tclass=y` looks like.
        var name = Convert.ToHexString("x\" tclass=y"u8);
        var denial = AccessDenial.Parse(
            $"type=AVC msg=audit(1.0:1): avc:  denied  {{ read }} for  pid=1 comm=\"sshd\" name={name} scontext=a:b:sshd_t:s0 tcontext=a:b:var_t:s0 tclass=file permissive=0"
        )!;

        Assert.Equal(("x\" tclass=y", "file var_t"), (denial.Name, denial.Object));
    }

    [Fact]
    public void Every_beginning_of_a_line_is_read_without_a_surprise()
    {
        for (var length = 0; length <= Bind.Length; length++)
        {
            _ = AccessDenial.Parse(Bind[..length]);
        }
    }

    [Fact]
    public void An_administrators_ports_are_read_from_the_policys_store()
    {
        var ports = PortContexts.OfTcp(
            """
            # This file is auto-generated by libsemanage
            # Do not edit directly.

            portcon tcp 2222 system_u:object_r:ssh_port_t:s0
            portcon udp 5353 system_u:object_r:ssh_port_t:s0
            portcon tcp 2200-2299 system_u:object_r:ssh_port_t:s0
            portcon tcp x system_u:object_r:ssh_port_t:s0

            """
        );

        Assert.Equal(["2222", "2200-2299"], ports.Select(port => port.Range));
        Assert.All(ports, port => Assert.Equal("ssh_port_t", port.Type));
    }
}
