using System.Net;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.WhatIf;

public sealed class PreflightTests
{
    private static readonly string[] Now = ["UsePAM yes", "Include /etc/ssh/sshd_config.d/*.conf"];

    [Fact]
    public async Task The_same_file_changes_nothing()
    {
        var preflight = await OfAsync(Host(), string.Join('\n', Now) + "\n");

        Assert.Empty(preflight.Settings);
        Assert.Empty(preflight.Access!.Changes);
        Assert.Null(preflight.Unknown);
        Assert.Equal(1, preflight.Access.OpenBefore);
    }

    [Theory]
    [InlineData("UsePAM yes\nAllowUsers bob", LoginGate.UserLists, "/etc/ssh/sshd_config:2")]
    [InlineData("UsePAM yes\nPubkeyAuthentication no", LoginGate.Method, "/etc/ssh/sshd_config:2")]
    [InlineData("UsePAM yes\nAuthorizedKeysFile none", LoginGate.Method, "/etc/ssh/sshd_config:2")]
    [InlineData(
        "UsePAM yes\nMatch User alice\n AuthenticationMethods publickey,password",
        LoginGate.Method,
        "/etc/ssh/sshd_config:3"
    )]
    [InlineData("UsePAM yes\nListenAddress 127.0.0.1", LoginGate.Firewall, "")]
    public async Task Who_is_locked_out_is_named_with_the_line_that_does_it(
        string text,
        LoginGate gate,
        string source
    )
    {
        var preflight = await OfAsync(Host(), text);

        var lost = Assert.Single(preflight.Access!.Changes);
        Assert.Equal(("alice", LoginMethod.Key), (lost.Account.Name, lost.Means.Method));
        Assert.Equal(IntervalSet.Between(0, uint.MaxValue), lost.Lost.Version4);
        Assert.Equal((gate, source), (lost.Why!.Gate, lost.Why.Source));
        Assert.Equal(["alice"], preflight.Access.LockedOut);
        Assert.True(preflight.Access.IsNobodyLeft);
    }

    [Fact]
    public async Task A_loss_is_told_for_the_sources_that_have_it_alone()
    {
        var preflight = await OfAsync(Host(), "UsePAM yes\nAllowUsers alice@10.0.0.0/8");

        var change = Assert.Single(preflight.Access!.Changes);
        Assert.False(change.Lost.Version4.Contains(Number("10.1.2.3")));
        Assert.True(change.Lost.Version4.Contains(Number("192.0.2.1")));
        Assert.Empty(preflight.Access.LockedOut);
        Assert.True(preflight.Access.AnyLost);
        Assert.Equal(
            [("AllowUsers", "", "alice@10.0.0.0/8")],
            preflight.Settings.Select(one => (one.Name, one.Before, one.After))
        );
    }

    [Fact]
    public async Task Who_gains_is_told_too()
    {
        var preflight = await OfAsync(
            Host("DenyUsers alice"),
            "UsePAM yes\nMatch Address 10.0.0.0/8\n X11Forwarding no\n"
        );

        var change = Assert.Single(preflight.Access!.Changes);
        Assert.Equal(IntervalSet.Between(0, uint.MaxValue), change.Gained.Version4);
        Assert.True(change.Lost.IsEmpty);
        Assert.Contains(
            preflight.Settings,
            one =>
                one.Name == "Match Address 10.0.0.0/8"
                && one is { Before: "", After: "X11Forwarding no" }
        );
    }

    [Fact]
    public async Task Another_key_file_that_nobody_looked_at_leaves_the_answer_open()
    {
        var preflight = await OfAsync(Host(), "UsePAM yes\nAuthorizedKeysFile /etc/ssh/keys/%u\n");

        var change = Assert.Single(preflight.Access!.Changes);
        Assert.True(change.Lost.IsEmpty);
        Assert.Equal(IntervalSet.Between(0, uint.MaxValue), change.Doubtful.Version4);
        Assert.Contains("/etc/ssh/keys/alice was not looked at", change.Why!.Words);
        Assert.NotNull(preflight.Unknown);
    }

    [Fact]
    public async Task A_key_that_stays_in_another_file_is_not_lost()
    {
        var preflight = await OfAsync(
            Host(),
            "UsePAM yes\nAuthorizedKeysFile %h/.ssh/authorized_keys\n"
        );

        Assert.Empty(preflight.Access!.Changes);
    }

    [Fact]
    public async Task StrictModes_that_is_turned_on_refuses_paths_that_were_good_enough()
    {
        var host = Host("StrictModes no").Directory("/home/alice", 0b111_111_111);

        Assert.Equal(
            LoginGate.KeyFile,
            Assert.Single((await OfAsync(host, "UsePAM yes")).Access!.Changes).Why!.Gate
        );
    }

    [Fact]
    public async Task Accounts_that_a_directory_may_have_leave_the_answer_open_where_something_changes()
    {
        var host = LoginHosts.RedHat();
        var (input, model) = await WhatIfHosts.LookAsync(host);
        var same = host.TextOf(WhatIfHosts.Main);

        Assert.Null(Preflight.Of(input, model, same).Unknown);
        Assert.StartsWith(
            "accounts of sss are not seen",
            Preflight.Of(input, model, same + "\nMaxAuthTries 3\n").Unknown
        );
    }

    [Theory]
    [InlineData("UsePAM yes\n  PasswordAuthentiction no", 2, 3, "PasswordAuthentiction")]
    [InlineData("Port 22\nPermitRootLogin sometimes", 2, 17, "sometimes")]
    [InlineData("UsePAM yes\nMatch User", 2, 7, "Missing Match criteria")]
    [InlineData("AllowUsers \"bob", 1, 12, "invalid quotes")]
    public async Task What_sshd_would_reject_is_told_by_line_and_column(
        string text,
        int line,
        int column,
        string said
    )
    {
        var preflight = await OfAsync(Host(), text);

        var error = Assert.Single(preflight.Proposed.Configuration.Errors);
        Assert.True(preflight.IsInvalid);
        Assert.Null(preflight.Access);
        Assert.Contains(said, error.Message);
        Assert.Equal((line, column), (error.Source.Line, ConfigColumn.Of(text, error)));
    }

    [Theory]
    [InlineData("/home/alice/.ssh/authorized_keys")]
    [InlineData("/etc/shadow")]
    [InlineData("../shadow")]
    [InlineData("/etc/ssh/../../home/*/.ssh/authorized_keys")]
    public async Task An_upload_is_no_way_to_look_at_other_files(string include)
    {
        var preflight = await OfAsync(Host(), $"UsePAM yes\nInclude {include}\n");

        Assert.Contains("not followed", Assert.Single(preflight.Notes));
        // What stood there is not known: not even an error in it is told.
        Assert.Empty(preflight.Proposed.Configuration.Errors);
        Assert.Equal(WhatIfHosts.Main, Assert.Single(preflight.Proposed.Configuration.Files).Path);
        Assert.NotNull(preflight.Unknown);
    }

    [Fact]
    public async Task Files_that_are_included_now_are_read_again_and_others_are_unknown()
    {
        var host = Host().File("/etc/ssh/sshd_config.d/10-x.conf", "AllowUsers bob\n");

        var same = await OfAsync(host, "UsePAM yes\nInclude sshd_config.d/10-x.conf\n");
        Assert.Empty(same.Settings);

        var without = await OfAsync(host, "UsePAM yes\n");
        Assert.Equal("alice", Assert.Single(without.Access!.Changes).Account.Name);
        Assert.False(without.Access.Changes[0].Gained.IsEmpty);

        var others = await OfAsync(host, "UsePAM yes\nInclude /etc/ssh/more/*.conf\n");
        Assert.Contains("has not looked", Assert.Single(others.Notes));
        Assert.NotNull(others.Unknown);
    }

    [Fact]
    public async Task Another_port_is_told_and_is_no_loss_by_itself()
    {
        var preflight = await OfAsync(Host(), "UsePAM yes\nPort 2222\n");

        Assert.Empty(preflight.Access!.Changes);
        Assert.Contains("sshd would listen at", Assert.Single(preflight.Notes));
    }

    private static FakeHost Host(params string[] more) => WhatIfHosts.With([.. Now, .. more]);

    private static UInt128 Number(string address) => FieldText.Number(IPAddress.Parse(address));

    private static async Task<Preflight> OfAsync(FakeHost host, string text)
    {
        var (input, model) = await WhatIfHosts.LookAsync(host);
        return Preflight.Of(input, model, text);
    }
}
