using System.Text;

namespace Fleet.Checks.Tests.Parsing.Fuzz;

/// <summary>Bytes to give to a parser: random ones, real samples with damage, and shapes that grow. One seed gives the same bytes for ever.</summary>
internal static class Mutation
{
    private const int Large = 60_000;

    /// <summary>What formats are made of.</summary>
    private static readonly string[] Pieces =
    [
        "\0",
        "\n",
        "\r\n",
        "\t",
        " ",
        "\"",
        "'",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ",",
        ";",
        ":",
        "::",
        "=",
        "!",
        "@",
        "#",
        "%",
        "*",
        "?",
        "|",
        "/",
        "-",
        "..",
        "0",
        "-1",
        "99999999999999999999",
        "0x",
        "ffffffffffffffffffffffffffffffff",
        "1e9",
        "255.255.255.256",
        "1.2.3.4/33",
        "::ffff:1.2.3.4/129",
        "\ufeff",
        "\u0130",
        "\u001b[2J",
        "AAAA",
        "Match ",
        "Include ",
        "from=\"",
        "jump ",
        "-A ",
    ];

    /// <summary>A small input, most often a damaged sample.</summary>
    public static byte[] Small(Random random)
    {
        if (random.Next(8) == 0)
        {
            var noise = new byte[random.Next(600)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = random.GetItems(Samples.All, 1)[0].ToList();
        for (var changes = random.Next(1, 7); changes > 0; changes--)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    /// <summary>Inputs in which one thing is repeated: what is nested, long or many.</summary>
    public static IEnumerable<byte[]> Grown()
    {
        foreach (var sample in Samples.All)
        {
            yield return Repeated(sample);
            var lines = Encoding.UTF8.GetString(sample).Split('\n');
            yield return Repeated(Encoding.UTF8.GetBytes(lines[lines.Length / 2]));
        }

        foreach (var piece in Pieces)
        {
            yield return Repeated(Encoding.UTF8.GetBytes(piece));
        }

        foreach (var nested in (string[])["{ ", "a { ", "jump { ", "[[", "((", "a,(", "\\\"", "!!"])
        {
            yield return
            [
                .. Encoding.UTF8.GetBytes("table inet t { chain c { "),
                .. Repeated(Encoding.UTF8.GetBytes(nested)),
            ];
        }
    }

    private static byte[] Repeated(byte[] bytes) =>
        bytes.Length == 0
            ? []
            : [.. Enumerable.Repeat(bytes, 1 + (Large / bytes.Length)).SelectMany(each => each)];

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(40, bytes.Count - at + 1));
        switch (random.Next(7))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3 or 5 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 4:
                var other = random.GetItems(Samples.All, 1)[0];
                bytes.InsertRange(at, other[random.Next(other.Length)..]);
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(random.GetItems(Pieces, 1)[0]));
                break;
        }
    }
}
