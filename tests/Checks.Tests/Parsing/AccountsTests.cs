using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Tests.Parsing;

public sealed class AccountsTests
{
    [Fact]
    public void Passwd_lines_that_are_no_accounts_are_passed_over()
    {
        var passwd = Passwd.Parse(
            """
            root:x:0:0:root:/root:/bin/bash
            # comment:x:1:1::/:/bin/sh
            +@netgroup::::::
            damaged:x:one:1::/:/bin/sh
            alice:x:1000:1000:Alice,,,:/home/alice:
            alice:x:1001:1001:again:/home/other:/bin/sh
            """
        );

        Assert.Equal(
            [
                new PasswdEntry("root", 0, 0, "/root", "/bin/bash"),
                new PasswdEntry("alice", 1000, 1000, "/home/alice", ""),
            ],
            passwd.Entries
        );
    }

    [Theory]
    [InlineData("/bin/bash", true)]
    [InlineData("", true)]
    [InlineData("/usr/bin/git-shell", true)]
    [InlineData("/usr/sbin/nologin", false)]
    [InlineData("/sbin/nologin", false)]
    [InlineData("/bin/false", false)]
    public void A_shell_that_only_says_no_is_no_login_shell(string shell, bool can) =>
        Assert.Equal(can, new PasswdEntry("a", 1, 1, "/", shell).HasLoginShell);

    [Fact]
    public void An_account_has_its_primary_group_and_those_that_name_it()
    {
        var group = Group.Parse("alice:x:1000:\nsudo:x:27:bob,alice\nweb:x:33:bob\n");

        Assert.Equal([1000u, 27u], group.Of(new PasswdEntry("alice", 1000, 1000, "/", "")));
        Assert.Equal("sudo", group.Find(27)!.Name);
    }

    [Theory]
    [InlineData("ID=debian\n", true)]
    [InlineData("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", true)]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", true)]
    [InlineData("ID=\"rhel\"\nID_LIKE=\"fedora\"\n", false)]
    [InlineData("", false)]
    public void A_distribution_is_known_by_itself_or_by_its_parents(string text, bool debian) =>
        Assert.Equal(debian, OsRelease.Parse(text).Is("debian"));

    [Theory]
    [InlineData("$6$salt$hash", PasswordState.Set)]
    [InlineData("abcdefghijklm", PasswordState.Set)]
    [InlineData("", PasswordState.Empty)]
    [InlineData("*", PasswordState.None)]
    [InlineData("x", PasswordState.None)]
    [InlineData("!", PasswordState.LockedWithout)]
    [InlineData("!*", PasswordState.LockedWithout)]
    [InlineData("!!", PasswordState.LockedWithout)]
    [InlineData("!$y$j9T$a$b", PasswordState.Locked)]
    public void A_password_field_is_known_by_what_it_allows(string field, PasswordState state) =>
        Assert.Equal(state, PasswordField.Read(field));

    [Fact]
    public void Shadow_takes_the_lines_that_getspent_takes()
    {
        var shadow = Shadow.Parse(
            "a:*:1:2:3:4:5:6:\nold:*:1:2:3\nbad:*:x:::::::\n+::::::::\na:!:9::::::\nnever:*:1:0:99999:7:::\nsigned:*:1:0:99999:7::-1:\nshort:*:1\n"
        );

        Assert.Equal(["a", "old", "never"], shadow.Entries.Select(entry => entry.Name));
        Assert.Equal(new ShadowEntry("a", PasswordState.None, 1, 2, 3, 4, 5, 6), shadow.Entries[0]);
        Assert.Equal((null, null), (shadow.Entries[2].Inactive, shadow.Entries[2].Expires));
    }

    [Fact]
    public void Any_text_is_read_without_a_surprise()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([
                .. Enumerable
                    .Range(0, 80)
                    .Select(_ => ":[]!$#+- \n\t\r0129axUID_M=\0"[random.Next(25)]),
            ]);
            Shadow.Parse(text);
            GroupShadow.Parse(text);
            LoginDefs.Parse(text);
            NameServiceSwitch.Parse(text);
            HostsFile.Parse(text);
            WordPerLine.Parse(text);
        }
    }
}
