using System.Collections.Immutable;
using System.Text;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Texts that are nearly YAML, and what has to hold of whoever reads them.</summary>
/// <param name="own">Pieces of the format at hand.</param>
internal sealed class YamlFuzz(params string[] own)
{
    private const int Rounds = 2_000;

    private readonly string[] _pieces =
    [
        .. own,
        .. "\n|\n  |    |\t|: |:|- |-|? |, |[|]|{|}|&a |*a |!|!!|!<|!<>|%|@|`|\"|'|\\|\\U|\\x|\\u00|#| #|>|>-\n|||+9\n|---|...|<<|~|\0|\r|\u0085|\u2028|\uFEFF|\uD800|\uDC00|ä|1|9|x|=".Split(
            '|'
        ),
        "|",
        "%YAML ",
        "%TAG ! x",
    ];

    /// <summary>The samples with a few changes each.</summary>
    public IEnumerable<string> Mutated(int seed, params string[] samples)
    {
        var random = new Random(seed);
        return Enumerable
            .Range(0, Rounds)
            .Select(_ => Mutated(random, samples[random.Next(samples.Length)]));
    }

    public IEnumerable<string> Pieces(int seed)
    {
        var random = new Random(seed);
        return Enumerable
            .Range(0, Rounds)
            .Select(_ =>
                string.Concat(
                    Enumerable
                        .Range(0, random.Next(40))
                        .Select(_ => _pieces[random.Next(_pieces.Length)])
                )
            );
    }

    public static IEnumerable<string> Characters()
    {
        var random = new Random(1);
        return Enumerable
            .Range(0, Rounds)
            .Select(_ =>
            {
                var most = random.Next(2) == 0 ? 0x80 : 0x10000;
                return string.Concat(
                    Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(most))
                );
            });
    }

    /// <summary>Either it is taken or there are errors; each has its place in the text and can be printed.</summary>
    public static void Holds(string text, bool isTaken, ImmutableArray<PolicyError> errors)
    {
        Assert.Equal(errors.IsEmpty, isTaken);
        var lines = text.Replace("\r\n", "\n").Split('\n', '\r').Length;
        Assert.All(
            errors,
            error =>
            {
                Assert.InRange(error.Line, 1, lines + 1);
                Assert.InRange(error.Column, 1, text.Length + 1);
                Assert.DoesNotContain(error.Message, char.IsControl);
            }
        );
    }

    private string Mutated(Random random, string sample)
    {
        var text = new StringBuilder(sample);
        for (var change = random.Next(1, 6); change > 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(4) switch
            {
                0 => text.Remove(at, random.Next(1, Math.Min(8, text.Length - at) + 1)),
                1 => text.Insert(at, _pieces[random.Next(_pieces.Length)]),
                2 => text.Insert(at, text.ToString(0, random.Next(text.Length))),
                _ => text.Remove(at, text.Length - at),
            };
        }

        return text.ToString();
    }
}
