using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Whatever the text, reading ends in a profile or in errors whose places lie in the text.</summary>
public sealed class ProfileFileFuzzTests
{
    private const string Sample = """
        version: 1
        name: ours
        title: Ours
        source: {document: Our rules, version: "3", url: https://example.org}
        controls:
          1.1:
            title: few attempts
            severity: high # why
            level: 2
            references: [CIS Debian 12 5.1.16, 'V-1']
            rule: ssh.config/max_auth_tries
            with: {max: '4'}
          "1.2":
            title: a short grace
            severity: low
            expect: {fact: sshd_config/LoginGraceTime, at_least: 1, at_most: 1m, when_absent: fail, in_file: true}
          1.3:
            title: |+
              several
            severity: low
            any:
              - expect: {fact: host_key_mode/**, mode_within: [0600 root:root]}
              - all:
                  - expect: {fact: sshd_config/Ciphers, contains_none: 'a,b', remedy: [x]}
                  - manual: "\u0074"
        """;

    private static readonly YamlFuzz Fuzz = new(
        "version: 1",
        "controls:",
        "expect: {fact: sshd_config/MaxAuthTries, ",
        "at_most: 99999999999999999999999999999999",
        "mode_within: ",
        "all: ["
    );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_profile_never_throws(int seed) => HoldsFor(Fuzz.Mutated(seed, Sample));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_pieces_of_yaml_never_throw(int seed) => HoldsFor(Fuzz.Pieces(seed));

    [Fact]
    public void Random_characters_never_throw() => HoldsFor(YamlFuzz.Characters());

    private static void HoldsFor(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var reading = Read(text);
            YamlFuzz.Holds(text, reading.Profile is not null, reading.Errors);
        }
    }

    private static ProfileReading Read(string text)
    {
        try
        {
            return ProfileFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);
        }
        catch (Exception surprise)
        {
            throw new InvalidOperationException($"threw for: {text}", surprise);
        }
    }
}
