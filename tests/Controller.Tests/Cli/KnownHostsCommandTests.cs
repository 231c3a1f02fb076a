using System.Collections.Immutable;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Authority.Roles;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf;

namespace Fleet.Controller.Tests.Cli;

public sealed class KnownHostsCommandTests : IAsyncLifetime
{
    private const string Blob =
        "AAAAC3NzaC1lZDI1NTE5AAAAILOdZrd22Hwkj+OYvah4GdGwvfr3Nr4Lme6BUMrVzeDh";

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task Names_addresses_and_ports_are_as_ssh_looks_them_up()
    {
        var host = Add("web-12", ["10.0.4.12", "2001:db8::12"], 22, 2222);
        host.Labels["fqdn"] = "web-12.example.com";

        Assert.Equal(0, await RunAsync("known-hosts"));

        Assert.Equal(
            $"web-12,web-12.example.com,10.0.4.12,2001:db8::12,[web-12]:2222,[web-12.example.com]:2222,[10.0.4.12]:2222,[2001:db8::12]:2222 ssh-ed25519 {Blob}\n",
            _out.ToString()
        );
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task An_address_that_two_hosts_claim_is_given_to_neither()
    {
        _ = Add("db-3", ["10.0.4.12"], 22);
        _ = Add("web-12", ["10.0.4.12", "10.0.4.13"], 22);

        Assert.Equal(0, await RunAsync("known-hosts", "--host", "web-12"));

        Assert.Equal($"web-12,10.0.4.13 ssh-ed25519 {Blob}\n", _out.ToString());
        Assert.Equal(
            "fleet: web-12: 10.0.4.12 is left out: db-3 claims it too\n",
            _error.ToString()
        );
    }

    [Fact]
    public async Task Names_alone_have_no_addresses()
    {
        _ = Add("web-12", ["10.0.4.12"], 22);

        Assert.Equal(0, await RunAsync("known-hosts", "--names"));

        Assert.Equal($"web-12 ssh-ed25519 {Blob}\n", _out.ToString());
    }

    [Fact]
    public async Task Hashed_names_are_found_again()
    {
        _ = Add("web-12", ["10.0.4.12"], 2222);

        Assert.Equal(0, await RunAsync("known-hosts", "--hashed"));

        var lines = _out.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.True(KnownHostName.IsMatch("[web-12]:2222", lines[0].Split(' ')[0]));
        Assert.True(KnownHostName.IsMatch("[10.0.4.12]:2222", lines[1].Split(' ')[0]));
        Assert.DoesNotContain("web-12", _out.ToString());
    }

    [Fact]
    public async Task A_label_that_is_no_name_cannot_write_a_line()
    {
        Add("web-12", [], 22).Labels["fqdn"] = "x ssh-rsa AAAA\n@cert-authority *";

        Assert.Equal(0, await RunAsync("known-hosts"));

        Assert.Equal($"web-12 ssh-ed25519 {Blob}\n", _out.ToString());
        Assert.Contains("is no name, and is left out", _error.ToString());
    }

    [Fact]
    public async Task A_record_has_the_number_of_the_type_and_the_hash_of_the_blob()
    {
        _ = Add("web-12", ["10.0.4.12"], 22);

        Assert.Equal(0, await RunAsync("known-hosts", "--sshfp"));

        var hash = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(Blob))
        );
        Assert.Equal($"web-12 IN SSHFP 4 2 {hash}\n", _out.ToString());
    }

    [Fact]
    public async Task What_a_client_knows_wrongly_is_told_with_its_place_and_its_repair()
    {
        _ = Add("web-12", [], 22);
        _controller.Fleet.Add("desk").Summary.Labels["site"] = "north";
        _controller.Fleet.KnownHosts.Add(Wrong());

        Assert.Equal(1, await RunAsync("known-hosts", "--check"));

        Assert.Equal(
            """
            ✗ alice on desk: [web-12]:2222 is known by ssh-ed25519 SHA256:old, which is not the host's: ssh refuses the host
              at /home/alice/.ssh/known_hosts:3
              web-12 has ssh-ed25519 SHA256:true
              fix  on desk, as alice:
                     ssh-keygen -R '[web-12]:2222' -f /home/alice/.ssh/known_hosts
            1 clients know 4 names; 1 contradict the fleet's true keys

            """,
            _out.ToString()
        );
        _out.GetStringBuilder().Clear();
        Assert.Equal(1, await RunAsync("known-hosts", "--check", "--host", "desk", "--json"));
        var wrong = System
            .Text.Json.JsonDocument.Parse(_out.ToString())
            .RootElement.GetProperty("mismatches")[0];
        Assert.Equal("changed", wrong.GetProperty("kind").GetString());
        Assert.Equal("alice", wrong.GetProperty("account").GetString());
    }

    [Fact]
    public async Task Files_that_could_not_be_read_are_no_clean_answer()
    {
        _controller.Fleet.Add("desk");
        var client = new ClientKnownHosts { Client = "desk" };
        _controller.Fleet.KnownHosts.Add(client);
        Assert.Equal(0, await RunAsync("known-hosts", "--check"));

        client.Unread.Add(new UnreadKnownHosts { Owner = "bob", Reason = "denied" });

        Assert.Equal(3, await RunAsync("known-hosts", "--check"));
        Assert.Contains("? bob on desk: not all is known: denied", _out.ToString());
    }

    [Fact]
    public async Task A_host_out_of_sight_is_not_named_to_a_caller_who_may_see_the_client()
    {
        _controller.Fleet.Add("desk").Summary.Labels["site"] = "north";
        _ = Add("web-12", [], 22);
        _controller.Fleet.KnownHosts.Add(Wrong());
        var caller = new OperatorIdentity(
            "alice",
            Controller.Authority.Roles.Role.Viewer,
            ImmutableSortedDictionary<string, string>.Empty.Add("site", "north")
        );
        var reads = new ScopedReads(_controller.Fleet, caller);

        var seen = await reads
            .KnownHostsAsync("", new Dictionary<string, string>(), default)
            .ToListAsync();

        Assert.Empty(Assert.Single(seen).Mismatches);
    }

    private static ClientKnownHosts Wrong() =>
        new()
        {
            Client = "desk",
            Names = 4,
            Mismatches =
            {
                new KnownHostMismatch
                {
                    Kind = KnownHostMismatchKind.Changed,
                    Owner = "alice",
                    Host = "web-12",
                    Names = { "[web-12]:2222" },
                    Place = "/home/alice/.ssh/known_hosts:3",
                    KeyType = "ssh-ed25519",
                    Fingerprint = "SHA256:old",
                    TrueKeys =
                    {
                        new HostKey { Type = "ssh-ed25519", Fingerprint = "SHA256:true" },
                    },
                    Remedy = { "ssh-keygen -R '[web-12]:2222' -f /home/alice/.ssh/known_hosts" },
                },
            },
        };

    private HostKeys Add(string name, string[] addresses, params int[] ports)
    {
        _ = _controller.Fleet.Add(name);
        var host = new HostKeys
        {
            Host = name,
            Addresses = { addresses },
            Ports = { ports },
            Keys =
            {
                new HostKey { Type = "ssh-ed25519", Blob = ByteString.FromBase64(Blob) },
            },
        };
        _controller.Fleet.HostKeys.Add(host);
        return host;
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, words);
}
