using System.Text;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Whatever the text, reading ends in a profile or in errors whose places lie in the text.</summary>
public sealed class ProfileFileFuzzTests
{
    private const int Rounds = 2_000;

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

    private static readonly string[] Pieces =
    [
        "version: 1",
        "controls:",
        "expect: {fact: sshd_config/MaxAuthTries, ",
        "at_most: 99999999999999999999999999999999",
        "mode_within: ",
        "all: [",
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
    public void A_mutated_profile_never_throws(int seed)
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

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Sample);
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

        Assert.Equal(reading.Errors.IsEmpty, reading.Profile is not null);
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
