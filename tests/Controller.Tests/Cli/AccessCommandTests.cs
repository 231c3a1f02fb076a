using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Controller.Tests.Cli;

public sealed class AccessCommandTests : IAsyncLifetime
{
    private const string AliceKey = "SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ";
    private const string OtherKey = "SHA256:AAAAztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ";
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        _ = _controller.Fleet.Add("db-3");
        _ = _controller.Fleet.Add("web-12");
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task A_way_in_is_a_line_with_its_source_and_rule()
    {
        Holds("web-12", Key("alice", AliceKey, personal: true, "10.0.0.0/8"));

        Assert.Equal(0, await RunAsync("access"));

        Assert.Contains(
            $"web-12  alice  ED25519 {AliceKey} alice@laptop  10.0.0.0/8  /home/alice/.ssh/authorized_keys:1",
            _out.ToString()
        );
        Assert.Contains("1 way in for 1 user on 1 host\n", _out.ToString());
    }

    [Fact]
    public async Task A_comment_behind_a_key_cannot_speak_to_the_terminal()
    {
        var row = Key("alice", AliceKey, personal: true);
        row.Comment = "me\u001b[2Jyou";
        Holds("web-12", row);

        Assert.Equal(0, await RunAsync("access"));

        Assert.DoesNotContain('\u001b', _out.ToString());
        Assert.Contains(@"me\x1b[2Jyou", _out.ToString());
    }

    [Fact]
    public async Task A_key_that_opens_no_persons_account_anywhere_is_an_orphan()
    {
        Holds("db-3", Root(AliceKey), Root(OtherKey));
        Holds("web-12", Key("alice", AliceKey, personal: true));

        Assert.Equal([OtherKey], await FingerprintsAsync("--orphans"));
        Assert.Equal([AliceKey, OtherKey], await FingerprintsAsync("--root"));
    }

    [Fact]
    public async Task Where_the_policy_names_people_an_orphan_is_nobodys_key()
    {
        var known = Root(OtherKey);
        known.Owner = "carol";
        Holds("db-3", known, Key("alice", AliceKey, personal: true));
        _controller.Fleet.Access[0].PeopleNamed = true;

        Assert.Equal([AliceKey], await FingerprintsAsync("--orphans"));
    }

    [Fact]
    public async Task A_key_under_two_names_is_shared_and_one_under_one_name_on_many_hosts_is_not()
    {
        Holds("db-3", Root(AliceKey), Key("bob", OtherKey, personal: true));
        Holds(
            "web-12",
            Key("alice", AliceKey, personal: true),
            Key("bob", OtherKey, personal: true)
        );

        Assert.Equal([AliceKey, AliceKey], await FingerprintsAsync("--shared"));
        // Asked about one host, the others still count.
        Assert.Equal([AliceKey], await FingerprintsAsync("--shared", "--host", "db-3"));
    }

    [Fact]
    public async Task Keys_without_an_end_are_told_apart()
    {
        var ends = Key("bob", OtherKey, personal: true);
        ends.Expires = "20300101Z";
        Holds(
            "web-12",
            Key("alice", AliceKey, personal: true),
            ends,
            new AccessRow
            {
                User = "root",
                Method = "password",
                Verdict = LoginVerdict.Yes,
            }
        );

        Assert.Equal([AliceKey], await FingerprintsAsync("--no-expiry"));
    }

    [Fact]
    public async Task Where_nothing_is_asked_for_it_says_so()
    {
        Holds("web-12");

        Assert.Equal(0, await RunAsync("access", "--root"));

        Assert.Equal("no way in that is asked for, on 1 host\n", _out.ToString());
    }

    [Theory]
    [InlineData("access", "--host", "web-21")]
    [InlineData("access", "--label", "nonsense")]
    [InlineData("known-hosts", "--host", "web-21")]
    public async Task A_wrong_name_is_a_usage_error(params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(words));

        Assert.StartsWith("fleet: ", Assert.Single(_error.ToString().TrimEnd('\n').Split('\n')));
        Assert.Empty(_out.ToString());
    }

    [Theory]
    [InlineData("access")]
    [InlineData("known-hosts")]
    public async Task The_help_has_examples_and_the_completion_the_flags(string command)
    {
        Assert.Equal(0, await RunAsync(command, "--help"));
        Assert.Contains("Examples:", _out.ToString());
        Assert.Contains($"  fleet {command} --", _out.ToString());

        _out.GetStringBuilder().Clear();
        var line = $"fleet {command} --";
        Assert.Equal(0, await RunAsync($"[suggest:{line.Length}]", line));
        Assert.Contains("--host", _out.ToString());
        Assert.Contains("--label", _out.ToString());
    }

    private static AccessRow Root(string fingerprint)
    {
        var row = Key("root", fingerprint, personal: false);
        row.Root = true;
        return row;
    }

    private static AccessRow Key(
        string user,
        string fingerprint,
        bool personal,
        params string[] networks
    )
    {
        var open = new AccessRegion
        {
            Verdict = LoginVerdict.Yes,
            Everywhere = networks.Length == 0,
            Networks = { networks },
        };
        var rest = new AccessRegion
        {
            Verdict = networks.Length == 0 ? LoginVerdict.Yes : LoginVerdict.No,
            Ipv6 = true,
            Everywhere = true,
        };
        return new AccessRow
        {
            User = user,
            Personal = personal,
            Method = "key",
            Fingerprint = fingerprint,
            KeyType = "ssh-ed25519",
            Comment = "alice@laptop",
            Place = "/home/alice/.ssh/authorized_keys:1",
            Verdict = LoginVerdict.Yes,
            Regions =
            {
                open,
                rest,
                new AccessRegion
                {
                    Verdict = rest.Verdict,
                    Networks = { "0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8" },
                },
            },
        };
    }

    private void Holds(string host, params AccessRow[] rows) =>
        _controller.Fleet.Access.Add(new HostAccess { Host = host, Rows = { rows } });

    private async Task<string[]> FingerprintsAsync(params string[] words)
    {
        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(["access", "--json", .. words]));
        return
        [
            .. JsonDocument
                .Parse(_out.ToString())
                .RootElement.GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.GetProperty("fingerprint").GetString() ?? ""),
        ];
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, words);
}
