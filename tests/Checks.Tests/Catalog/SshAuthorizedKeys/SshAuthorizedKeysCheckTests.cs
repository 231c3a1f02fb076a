using System.Buffers.Binary;
using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthorizedKeys;

public sealed class SshAuthorizedKeysCheckTests
{
    private const string Expired = "ssh.authorized_keys/expired";
    private const string Weak = "ssh.authorized_keys/weak";
    private const string From = "ssh.authorized_keys/from";
    private static readonly DateTimeOffset March = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Task<JudgedTogether> LookAsync(FakeHost host, Policy? policy = null) =>
        new JudgedTogether(host, "ssh.config", "ssh.paths", "ssh.authorized_keys").RunAsync(
            March,
            policy
        );

    private static Finding Only(JudgedTogether seen, string rule) =>
        Assert.Single(seen.Findings, finding => finding.Rule == rule);

    [Theory]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("redhat")]
    public async Task A_distribution_as_shipped_has_nothing_wrong(string name)
    {
        var host =
            name == "debian" ? LoginHosts.Debian()
            : name == "ubuntu" ? LoginHosts.Ubuntu()
            : LoginHosts.RedHat();

        var seen = await LookAsync(host);

        Assert.Empty(seen.Wrong("ssh.authorized_keys"));
        Assert.Equal(Outcome.Pass, Only(seen, Weak).Outcome);
    }

    [Theory]
    [InlineData("", Outcome.Pass)]
    [InlineData("20270101Z", Outcome.Pass)]
    [InlineData("20260305Z", Outcome.Warn)]
    [InlineData("20260301Z", Outcome.Fail)]
    [InlineData("20260301", Outcome.Fail)]
    [InlineData("202603010001", Outcome.Warn)]
    [InlineData("202603011159Z", Outcome.Fail)]
    public async Task An_expired_key_is_a_lock_out_where_it_is_the_last(
        string time,
        Outcome outcome
    )
    {
        var options = time.Length == 0 ? "" : $"expiry-time=\"{time}\" ";

        var seen = await LookAsync(LoginHosts.Debian().WithKey(options + PathsHost.KeyLine));

        Assert.Equal(outcome, Only(seen, Expired).Outcome);
    }

    [Theory]
    [InlineData("yes", Outcome.Warn)]
    [InlineData("no", Outcome.Pass)]
    public async Task A_key_without_an_end_is_a_warning_where_the_policy_wants_one(
        string required,
        Outcome outcome
    )
    {
        var seen = await LookAsync(LoginHosts.Debian(), Says(Expired, "required", required));

        Assert.Equal(outcome, Only(seen, Expired).Outcome);
    }

    [Theory]
    [InlineData("", Outcome.NotApplicable)]
    [InlineData("carol=SHA256:AAAA", Outcome.Warn)]
    [InlineData("carol=SHA256:AAAA, alice=KEY", Outcome.Pass)]
    public async Task A_key_is_held_to_the_people_whom_the_policy_names(
        string people,
        Outcome outcome
    )
    {
        var key = Fleet
            .Checks.Parsing.AuthorizedKeys.AuthorizedKeysFile.Parse(PathsHost.KeyLine)
            .Keys[0]
            .Key.Fingerprint;
        const string known = "ssh.authorized_keys/known";

        var seen = await LookAsync(
            LoginHosts.Debian(),
            Says(known, "people", people.Replace("KEY", key, StringComparison.Ordinal))
        );

        Assert.Equal(outcome, Only(seen, known).Outcome);
    }

    private static Policy Says(string rule, string parameter, string value) =>
        new(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                rule,
                new RulePolicy(
                    Off: false,
                    null,
                    ImmutableDictionary<string, string>.Empty.Add(parameter, value)
                )
            )
        );

    [Fact]
    public async Task An_expired_key_beside_a_good_one_is_a_warning_with_the_line_to_remove()
    {
        var lines = $"{Rsa(3072)}\nexpiry-time=\"20200101Z\" {PathsHost.KeyLine}";

        var finding = (await LookAsync(LoginHosts.Debian().WithKey(lines))).Findings.Single(one =>
            one.Rule == Expired && one.Outcome != Outcome.Pass
        );

        Assert.Equal(
            (Outcome.Warn, $"sed -i '2d' {PathsHost.AliceKeys}"),
            (finding.Outcome, finding.Remedy.Single())
        );
    }

    [Theory]
    [InlineData(1024, Outcome.Warn)]
    [InlineData(2047, Outcome.Warn)]
    [InlineData(2048, Outcome.Pass)]
    [InlineData(4096, Outcome.Pass)]
    public async Task Short_RSA_is_weak(int bits, Outcome outcome) =>
        Assert.Equal(
            outcome,
            Only(await LookAsync(LoginHosts.Debian().WithKey(Rsa(bits) + "\n")), Weak).Outcome
        );

    [Fact]
    public async Task RSA_below_what_sshd_takes_locks_out()
    {
        var host = LoginHosts.Debian().Sshd("requiredrsasize 3072").WithKey(Rsa(2048) + "\n");

        Assert.Contains(
            "sshd takes RSA from 3072 bits on, this has 2048",
            Only(await LookAsync(host), Weak).Summary,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("10.0.0.0/8", Outcome.Pass)]
    [InlineData("*", Outcome.Pass)]
    [InlineData("10.0.0.*,gate.example.com", Outcome.Pass)]
    [InlineData("!10.0.0.1", Outcome.Warn)]
    [InlineData("10.0.0.1/8", Outcome.Warn)]
    [InlineData("gate.example.com", Outcome.Warn)]
    [InlineData("*.example.com,!10.0.0.1", Outcome.Warn)]
    public async Task A_from_that_nobody_meets_is_named(string list, Outcome outcome) =>
        Assert.Equal(
            outcome,
            Only(
                await LookAsync(
                    LoginHosts.Debian().WithKey($"from=\"{list}\" {PathsHost.KeyLine}")
                ),
                From
            ).Outcome
        );

    [Fact]
    public async Task Names_in_from_count_with_UseDNS_yes()
    {
        var host = LoginHosts
            .Debian()
            .Sshd("usedns yes")
            .WithKey($"from=\"gate.example.com\" {PathsHost.KeyLine}");

        Assert.Equal(Outcome.Pass, Only(await LookAsync(host), From).Outcome);
    }

    [Theory]
    [InlineData("", Outcome.Warn)]
    [InlineData("command=\"true\" ", Outcome.Pass)]
    [InlineData("cert-authority ", Outcome.Pass)]
    public async Task One_key_for_two_accounts_is_said_once(string options, Outcome outcome)
    {
        var host = LoginHosts
            .Debian()
            .WithKey()
            .File(
                "/home/bob/.ssh/authorized_keys",
                options + PathsHost.KeyLine,
                0b110_000_000,
                PathsHost.Bob,
                PathsHost.Bob
            );

        Assert.Equal(outcome, Only(await LookAsync(host), "ssh.authorized_keys/shared").Outcome);
    }

    [Fact]
    public async Task The_key_of_somebody_who_left_is_found_by_its_fingerprint()
    {
        var clean = await LookAsync(LoginHosts.Debian());
        var fingerprint = Only(clean, "ssh.authorized_keys/shared").Subject;
        var policy = new Policy(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                "ssh.authorized_keys/left",
                new RulePolicy(
                    false,
                    null,
                    ImmutableDictionary<string, string>.Empty.Add(
                        "fingerprints",
                        $"SHA256:x, {fingerprint}"
                    )
                )
            )
        );

        Assert.Equal(Outcome.Pass, Only(clean, "ssh.authorized_keys/left").Outcome);
        Assert.Equal(
            Outcome.Fail,
            Only(await LookAsync(LoginHosts.Debian(), policy), "ssh.authorized_keys/left").Outcome
        );
    }

    [Fact]
    public async Task Cloud_inits_root_is_explained_and_passes()
    {
        var host = LoginHosts
            .Debian()
            .File(
                "/root/.ssh/authorized_keys",
                "no-port-forwarding,command=\"echo 'Please login as the user \\\"ubuntu\\\" rather than the user \\\"root\\\".';echo;sleep 10;exit 142\" "
                    + PathsHost.KeyLine,
                0b110_000_000
            );

        var finding = Only(await LookAsync(host), "ssh.authorized_keys/cloud_root");

        Assert.Equal(Outcome.Pass, finding.Outcome);
        Assert.Contains("the user \"ubuntu\"", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_could_not_be_read_are_unknown()
    {
        var seen = await LookAsync(LoginHosts.Debian().NotRoot());

        Assert.Contains(
            seen.Findings,
            finding => finding is { Rule: Expired, Subject: "alice", Outcome: Outcome.Unknown }
        );
    }

    /// <summary>A line with an RSA key of so many bits; nobody has its private half.</summary>
    internal static string Rsa(int bits)
    {
        var modulus = new byte[((bits - 1) / 8) + 2];
        var top = (bits - 1) % 8;
        modulus[1] = (byte)(1 << top);
        modulus[^1] = 1;
        byte[] number = top == 7 ? modulus : modulus[1..];
        byte[] blob = [.. Field("ssh-rsa"u8), .. Field([1, 0, 1]), .. Field(number)];
        return $"ssh-rsa {Convert.ToBase64String(blob)} made";
    }

    private static byte[] Field(ReadOnlySpan<byte> bytes)
    {
        var field = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(field, bytes.Length);
        bytes.CopyTo(field.AsSpan(4));
        return field;
    }
}
