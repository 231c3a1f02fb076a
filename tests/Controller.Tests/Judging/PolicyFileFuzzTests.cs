using System.Text;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Whatever the text, reading ends in a policy or in errors whose places lie in the text.</summary>
public sealed class PolicyFileFuzzTests
{
    private const int Rounds = 2_000;

    private const string Sample = """
        %YAML 1.2
        ---
        version: 1
        rules:
          ssh.config/permit_root_login:
            severity: high # why
            allowed: no,prohibit-password
          "ssh.config/max_auth_tries": {max: '4', severity: [low]}
          ssh.service/enabled: &a
            off: true
          ssh.listener/reachable: *a
          ? ssh.config/loaded
          : !!map {off: "\u0074rue"}
          ssh.service/running:
            note: |+
              many lines
            - x
        ...
        """;

    private const string Whole = """
        version: 1
        rules: {ssh.config/max_auth_tries: {max: 4}}
        hosts:
          - host: web-*
            labels: {env: dev}
            rules:
              ssh.config/permit_root_login: {off: false}
        expect:
          grace: {fact: sshd_config/LoginGraceTime, at_most: 60}
        waivers:
          - {rule: "ssh.config/*", subject: a, reason: r, by: b, until: 2027-01-31T18:00+01:00}
        silences:
          - {name: a, reason: r, from: 2027-01-01, until: 2027-01-02}
          - {name: b, reason: r, every: 0 22 * * SUN, for: 1h30m, timezone: Europe/Berlin}
        schedules:
          - {checks: [ssh.config, host.disk], labels: {env: prod}, every: 1m}
          - {checks: host.disk, off: true}
        notifications:
          receivers:
            - {name: ops, webhook: {url: https://example.org/, secret_file: /etc/s}, allow_networks: [10.0.0.0/8]}
            - {name: mail, email: {to: [a@example.org], from: b@example.org, smtp: m.example.org:25}}
          routes:
            - {receivers: [ops], severity: high, escalate: {after: 30m, to: [mail]}, repeat_every: 4h}
        """;

    private static readonly string[] Pieces =
    [
        "version: 1",
        "rules:",
        "hosts:",
        "expect:",
        "waivers:",
        "silences:",
        "schedules:",
        "notifications:",
        "until: 9999-12-31T23:59-14:00",
        "every: * * * * *",
        "for: 999999d",
        "ssh.config/max_auth_tries",
        "severity",
        "off: true",
        .. "\n|\n  |    |\t|: |:|- |-|? |, |[|]|{|}|&a |*a |!|!!|!<|!<>|%|@|`|\"|'|\\|\\U|\\x|\\u00|#| #|>|>-\n|||+9\n|---|...|<<|~|\0|\r|\u0085|\u2028|\uFEFF|\uD800|\uDC00|ä|1|9|x|=".Split(
            '|'
        ),
        "|",
        "%YAML ",
        "%TAG ! x",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_policy_never_throws(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            HoldsFor(Mutated(random));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_pieces_of_yaml_never_throw(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            HoldsFor(
                string.Concat(
                    Enumerable
                        .Range(0, random.Next(40))
                        .Select(_ => Pieces[random.Next(Pieces.Length)])
                )
            );
        }
    }

    [Fact]
    public void Random_characters_never_throw()
    {
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var most = random.Next(2) == 0 ? 0x80 : 0x10000;
            HoldsFor(
                string.Concat(
                    Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(most))
                )
            );
        }
    }

    [Fact]
    public void What_is_mutated_is_understood_as_it_is() => Assert.Empty(Read(Whole).Errors);

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? Sample : Whole);
        for (var change = random.Next(1, 6); change > 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(4) switch
            {
                0 => text.Remove(at, random.Next(1, Math.Min(8, text.Length - at) + 1)),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.ToString(0, random.Next(text.Length))),
                _ => text.Remove(at, text.Length - at),
            };
        }

        return text.ToString();
    }

    private static void HoldsFor(string text)
    {
        var reading = Read(text);

        Assert.Equal(reading.Errors.IsEmpty, reading.Policy is not null);
        var lines = text.Replace("\r\n", "\n").Split('\n', '\r').Length;
        Assert.All(
            reading.Errors,
            error =>
            {
                Assert.InRange(error.Line, 1, lines + 1);
                Assert.InRange(error.Column, 1, text.Length + 1);
                Assert.DoesNotContain(error.Message, char.IsControl);
            }
        );
    }

    private static PolicyReading Read(string text)
    {
        try
        {
            return PolicyFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);
        }
        catch (Exception surprise)
        {
            throw new InvalidOperationException($"threw for: {text}", surprise);
        }
    }
}
