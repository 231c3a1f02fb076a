using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Tests.Parsing.SshDebug;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>Whatever is pasted, there is an explanation and no exception.</summary>
public sealed class AnyTextTests
{
    private const int Texts = 1000;

    private static readonly string[] Words =
    [
        .. RootCauseTests.Own.Concat(RootCauseTests.Shared).Select(row => row.Data.Item2),
        Transcripts.Works,
        Transcripts.Denied,
        "Status: active",
        "table inet filter { chain input { type filter hook input priority 0; policy drop; } }",
        "-A INPUT -p tcp --dport 22 -j DROP",
        "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))",
        "f: /home/alice",
        "debug1: ",
        "Nov 22 08:39:24 web-12 sshd[92]: ",
        "{user}",
        "\0",
        "\u001b[2J",
        "\ud800",
        "%",
        "(",
        ")",
        "'",
        "[",
        "]:",
        "/",
        " ",
        "\n",
        "\r\n",
        "99999999999999999999",
    ];

    [Fact]
    public void Random_mixtures_of_what_is_known_are_explained()
    {
        var random = new Random(20261122);
        for (var text = 0; text < Texts; text++)
        {
            var mixed = string.Concat(
                Enumerable.Range(0, random.Next(1, 8)).Select(_ => Piece(random))
            );

            var read = ExplainReader.Read(mixed.Split('\n'));
            var explanation = Explainer.Explain(
                read,
                read.Question(null, Explained.Now),
                ServerEvidence.None
            );

            Assert.NotEqual(ExplainedOutcome.Unspecified, explanation.Outcome);
            Assert.Equal(
                explanation.Causes.Select(one => one.Cause.Id).Distinct().Count(),
                explanation.Causes.Length
            );
        }
    }

    [Fact]
    public void Of_a_text_of_any_length_the_last_lines_count_with_their_own_numbers()
    {
        var text = ExplainReader.Read(
            Enumerable
                .Repeat("nobody knows this line", ExplainReader.MostLines + 10)
                .Append("Host key verification failed.")
        );

        Assert.Equal((ExplainReader.MostLines + 11, 11), (text.Lines, text.PassedOver));
        Assert.Equal(ExplainReader.MostLines + 11, Assert.Single(text.Signs).Line);
    }

    [Fact]
    public void A_line_without_end_is_cut_where_it_is_read()
    {
        using var endless = new StringReader(new string('x', 10_000_000) + "\nlast");

        var lines = BoundedLines.Of(endless).ToList();

        Assert.Equal(2, lines.Count);
        Assert.True(lines[0].Length < 10_000);
        Assert.Equal("last", lines[1]);
    }

    private static string Piece(Random random)
    {
        var word = Words[random.Next(Words.Length)];
        return random.Next(4) switch
        {
            0 => word[..random.Next(word.Length + 1)],
            1 => word[random.Next(word.Length + 1)..],
            2 => new string([
                .. word.Select(c => random.Next(20) == 0 ? (char)random.Next(1, 0x2100) : c),
            ]),
            _ => word,
        };
    }
}
