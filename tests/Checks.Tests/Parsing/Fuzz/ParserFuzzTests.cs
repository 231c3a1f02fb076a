using System.Globalization;

namespace Fleet.Checks.Tests.Parsing.Fuzz;

/// <summary>Whatever bytes a host holds, each parser ends, without an exception, and takes memory in proportion to what it was given.</summary>
public sealed class ParserFuzzTests
{
    private const int Usual = 400;
    private const int Long = 10_000;

    // What a first call may take to fill tables and caches.
    private const int Start = 4_000_000;

    // Some sixteen readers may be tried on one text, each cutting it into lines. What grows with the square takes thousands of times as much.
    private const int PerByte = 2500;

    // Far over what the slowest needs on a loaded machine: it tells a hang from an answer and measures nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Names => [.. Parsers.All.Select(parser => parser.Name)];

    [Fact]
    public void No_parser_is_left_out()
    {
        Assert.True(Parsers.Methods.Count > 40, "the parsers are not found");
        Assert.Equal("", string.Join('\n', Parsers.Missing));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_read_to_an_end(string name)
    {
        var parser = Parsers.All.First(each => each.Name == name);
        var rounds = Environment.GetEnvironmentVariable("FLEET_TESTS_LONG") == "1" ? Long : Usual;
        var random = new Random(20260301);
        var inputs = Enumerable
            .Range(0, rounds)
            .Select(_ => Mutation.Small(random))
            .Concat(Mutation.Grown());
        string? trouble = null;
        byte[] current = [];
        var reader = new Thread(() =>
        {
            foreach (var input in inputs)
            {
                current = input;
                trouble = Trouble(parser, input);
                if (trouble is not null)
                {
                    return;
                }
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();

        Assert.True(reader.Join(Patience), $"{name} does not end on {Shown(current)}");
        Assert.True(trouble is null, trouble);
    }

    private static string? Trouble(FuzzedParser parser, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            parser.Read(input);
        }
        catch (Exception thrown)
        {
            return $"{parser.Name} on {Shown(input)}:\n{thrown}";
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        return taken <= Start + ((long)PerByte * input.Length)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{parser.Name} allocates {taken} bytes for {input.Length} on {Shown(input)}"
            );
    }

    private static string Shown(byte[] input) =>
        $"{Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 1500)))} ({input.Length} bytes, the first here in base64):\n{FuzzedParser.Text(input.AsSpan(0, Math.Min(input.Length, 300)))}";
}
