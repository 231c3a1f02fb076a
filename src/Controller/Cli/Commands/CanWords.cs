namespace Fleet.Controller.Cli.Commands;

/// <summary><c>alice from 10.0.0.5 to web-12</c>: who, from where, to which host.</summary>
/// <param name="User">Empty: not said.</param>
/// <param name="Source">Empty: not said.</param>
/// <param name="Host">Empty: not said.</param>
internal sealed record CanWords(string User, string Source, string Host)
{
    public const string From = "from";
    public const string To = "to";

    /// <summary>What is missing is asked for by its name; null where nothing is.</summary>
    public string? Missing =>
        User.Length == 0 ? "who: fleet can USER from SOURCE to HOST"
        : Source.Length == 0 ? "from where: an address, a host's name or anywhere"
        : Host.Length == 0 ? "to which host"
        : null;

    /// <summary>Reads the words in either order of <c>from</c> and <c>to</c>; null with what is wrong with them.</summary>
    public static CanWords? Read(IReadOnlyList<string> words, out string error)
    {
        error = "";
        var read = new CanWords("", "", "");
        for (var at = 0; at < words.Count; at++)
        {
            var next = words.ElementAtOrDefault(at + 1) ?? "";
            switch (words[at])
            {
                case From when at > 0 && read.Source.Length == 0 && next.Length > 0:
                    read = read with { Source = next };
                    at++;
                    break;
                case To when at > 0 && read.Host.Length == 0 && next.Length > 0:
                    read = read with { Host = next };
                    at++;
                    break;
                case var user when at == 0:
                    read = read with { User = user };
                    break;
                default:
                    error =
                        $"{words[at]} is not understood here: fleet can USER from SOURCE to HOST, such as fleet can alice from 10.0.0.5 to web-12";
                    return null;
            }
        }

        return read;
    }

    /// <summary>The words that may follow; <paramref name="hosts"/> names the fleet's hosts.</summary>
    public static IEnumerable<string> Next(
        IReadOnlyList<string> before,
        Func<IEnumerable<string>> hosts
    ) =>
        before switch
        {
            [] => [],
            [.., From] when before.Count > 1 => ["anywhere", .. hosts()],
            [.., To] when before.Count > 1 => hosts(),
            _ => ((string[])[From, To]).Except(before.Skip(1)),
        };
}
