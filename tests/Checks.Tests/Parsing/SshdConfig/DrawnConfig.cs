using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>A generated configuration, what stands in the folder that it includes, and the connection it is asked about.</summary>
/// <param name="Lines">The main file. <c>Include FOLDER/x</c> names <paramref name="Included"/>.</param>
/// <param name="Included">File names below the folder, and their lines.</param>
/// <param name="Connection">What <c>-C</c> says; nothing where it is not given.</param>
internal sealed record DrawnConfig(
    ImmutableArray<string> Lines,
    ImmutableArray<(string Name, ImmutableArray<string> Lines)> Included,
    SshdConnection Connection
)
{
    /// <summary>Stands for the folder that the configuration is written to.</summary>
    public const string Folder = "@FOLDER@";

    private static readonly string[] Names = ["10-a.conf", "20-b.conf", "c.inc", ".hidden.conf"];

    private static readonly string[] Includes =
    [
        $"Include {Folder}/*.conf",
        $"Include {Folder}/[0-9]*",
        $"Include {Folder}/c.inc {Folder}/10-?.conf",
        $"Include {Folder}/none-such.conf",
        $"include \"{Folder}/c.inc\"",
    ];

    private static readonly (string User, string[] Groups)[] Users =
    [
        ("root", ["root"]),
        ("daemon", ["daemon"]),
        ("nobody", ["nogroup"]),
    ];

    /// <summary>-C's argument; null where it is not given.</summary>
    public string? Asked =>
        Connection.User is null
            ? null
            : $"user={Connection.User},host={Connection.Host},addr={Connection.Address},laddr={Connection.LocalAddress},lport={Connection.LocalPort},rdomain=";

    public static DrawnConfig Draw(Random random)
    {
        var odd = random.Next(4) == 0;
        var main = Block(random, odd, 14);
        ImmutableArray<(string, ImmutableArray<string>)> included = [];
        if (random.Next(3) > 0)
        {
            main = main.Insert(random.Next(main.Length + 1), random.GetItems(Includes, 1)[0]);
            included =
            [
                .. Names
                    .Where(_ => random.Next(2) == 0)
                    .Select(name => (name, Block(random, odd, 5))),
            ];
        }

        return new(main, included, random.Next(4) == 0 ? SshdConnection.Unspecified : Who(random));
    }

    /// <summary>Each configuration that lacks one line.</summary>
    public IEnumerable<DrawnConfig> Simpler() =>
        [
            .. Lines.Select((_, at) => this with { Lines = Lines.RemoveAt(at) }),
            .. Included.SelectMany(
                (file, at) =>
                    file.Lines.Select(
                        (_, line) =>
                            this with
                            {
                                Included = Included.SetItem(
                                    at,
                                    (file.Name, file.Lines.RemoveAt(line))
                                ),
                            }
                    )
            ),
            .. Included.Select(file => this with { Included = Included.Remove(file) }),
        ];

    public override string ToString() =>
        string.Join('\n', Lines)
        + string.Concat(
            Included.Select(file => $"\n--- {file.Name}\n{string.Join('\n', file.Lines)}")
        )
        + $"\n--- asked for {Asked ?? "nobody"}";

    private static ImmutableArray<string> Block(Random random, bool odd, int most)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var left = random.Next(1, most); left > 0; left--)
        {
            lines.Add(SshdLines.Draw(random, odd, lines.Any(IsMatch)));
        }

        return lines.ToImmutable();

        static bool IsMatch(string line) => line.StartsWith("Match", StringComparison.Ordinal);
    }

    private static SshdConnection Who(Random random)
    {
        var (user, groups) = random.GetItems(Users, 1)[0];
        return new()
        {
            User = user,
            Groups = [.. groups],
            Host = random.GetItems<string>(["web.example.org", "10.1.2.3", "x"], 1)[0],
            Address = random.GetItems<string>(["10.1.2.3", "192.0.2.7", "2001:db8::9", "::1"], 1)[
                0
            ],
            LocalAddress = random.GetItems<string>(["10.0.0.5", "::1"], 1)[0],
            LocalPort = random.GetItems([22, 2222], 1)[0],
            RoutingDomain = "",
        };
    }
}
