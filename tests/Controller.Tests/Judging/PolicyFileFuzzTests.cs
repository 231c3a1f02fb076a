using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Whatever the text, reading ends in a policy or in errors whose places lie in the text.</summary>
public sealed class PolicyFileFuzzTests
{
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

    private static readonly YamlFuzz Fuzz = new(
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
        "off: true"
    );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_policy_never_throws(int seed) =>
        HoldsFor(Fuzz.Mutated(seed, Sample, Whole));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_pieces_of_yaml_never_throw(int seed) => HoldsFor(Fuzz.Pieces(seed));

    [Fact]
    public void Random_characters_never_throw() => HoldsFor(YamlFuzz.Characters());

    [Fact]
    public void What_is_mutated_is_understood_as_it_is() => Assert.Empty(Read(Whole).Errors);

    private static void HoldsFor(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var reading = Read(text);
            YamlFuzz.Holds(text, reading.Policy is not null, reading.Errors);
        }
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
