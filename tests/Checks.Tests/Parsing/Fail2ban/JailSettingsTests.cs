using Fleet.Checks.Parsing.Fail2ban;

namespace Fleet.Checks.Tests.Parsing.Fail2ban;

public sealed class JailSettingsTests
{
    [Fact]
    public void Later_files_win_and_say_where()
    {
        var settings = Read(
            ("/etc/fail2ban/jail.conf", "[DEFAULT]\nbantime = 10m\n\n[sshd]\nport = ssh\n"),
            ("/etc/fail2ban/jail.local", "# ours\n[sshd]\nenabled = true\nbantime: 1d\n")
        );

        Assert.Equal("1d", settings["sshd", "bantime"]!.Value.Value);
        Assert.Equal("/etc/fail2ban/jail.local:4", settings["sshd", "bantime"]!.Value.Source);
        Assert.Equal("10m", settings["nginx", "bantime"]!.Value.Value);
        Assert.True(settings.IsOn("sshd", "enabled"));
        Assert.Equal(["sshd"], settings.Jails);
    }

    [Fact]
    public void Names_are_replaced_across_sections_and_from_before()
    {
        var settings = Read(
            (
                "/a",
                """
                [DEFAULT]
                backend = auto
                default_backend = %(default/backend)s
                sshd_backend = %(default_backend)s
                port = 0:65535
                banaction = nftables
                action_ = %(banaction)s[port="%(port)s", name="%(__name__)s"]
                action = %(action_)s
                ignoreip = 127.0.0.1/8
                [sshd]
                port = ssh
                backend = %(sshd_backend)s
                percent = 100%%
                lost = %(nowhere)s
                loop = %(loop)s
                """
            ),
            ("/b", "[DEFAULT]\nbackend = systemd\nignoreip = %(known/ignoreip)s 10.0.0.1\n")
        );

        Assert.Equal("systemd", settings["sshd", "backend"]!.Value.Value);
        Assert.Equal(
            "nftables[port=\"ssh\", name=\"sshd\"]",
            settings["sshd", "action"]!.Value.Value
        );
        Assert.Equal("127.0.0.1/8 10.0.0.1", settings["sshd", "ignoreip"]!.Value.Value);
        Assert.Equal("100%", settings["sshd", "percent"]!.Value.Value);
        Assert.Null(settings["sshd", "lost"]);
        Assert.Null(settings["sshd", "loop"]);
    }

    [Fact]
    public void Indented_lines_go_on_and_comments_do_not()
    {
        var options = IniFile.Read(
            "[sshd]\nlogpath = /var/log/auth.log\n  # not this\n          /var/log/other.log tail\nport = ssh ; the usual\n"
        );

        Assert.Equal(
            ["/var/log/auth.log\n/var/log/other.log tail", "ssh"],
            options.Select(option => option.Value)
        );
        Assert.Equal([2, 5], options.Select(option => option.Line));
    }

    [Theory]
    [InlineData("600", 600L)]
    [InlineData("10m", 600L)]
    [InlineData("1h 30m", 5400L)]
    [InlineData("1d12h", 129600L)]
    [InlineData("2 weeks", 1209600L)]
    [InlineData("1month", 2629800L)]
    [InlineData("-1", -1L)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("3 moons", null)]
    public void Durations_are_seconds(string text, long? seconds) =>
        Assert.Equal(seconds, BanTime.Seconds(text));

    [Fact]
    public void Any_text_is_read_without_a_surprise()
    {
        var random = new Random(11);
        const string Letters = "[]=:%()s;# \n\tabDEFAULT/known";
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, random.Next(120))
                    .Select(_ => Letters[random.Next(Letters.Length)])
            );
            var settings = Read(("/x", text), ("/y", text));
            foreach (var jail in settings.Jails.ToList())
            {
                _ = settings[jail, "a"];
            }
        }
    }

    private static JailSettings Read(params (string Path, string Text)[] files)
    {
        var settings = new JailSettings();
        foreach (var (path, text) in files)
        {
            settings.Add(path, IniFile.Read(text));
        }

        return settings;
    }
}
