using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Keywords that take several words: what sshd prints for them and refuses in them.</summary>
internal static class SshdWordList
{
    private static readonly string[] Methods =
    [
        "none",
        "publickey",
        "gssapi-with-mic",
        "gssapi-keyex",
        "password",
        "keyboard-interactive",
        "hostbased",
    ];

    private static readonly string[] PubkeyOptions = ["touch-required", "verify-required"];

    /// <summary>One line, or a line an entry for keywords that are printed so.</summary>
    public static IEnumerable<string> Printed(SshdKeyword keyword, ImmutableArray<string> words) =>
        keyword.Name switch
        {
            _ when keyword.IsPrintedInLines => keyword.Name == "SetEnv"
                ? words.DistinctBy(word => word.Split('=')[0])
                : words,
            "PubkeyAuthOptions" => [Options(words)],
            "PermitListen" => [string.Join(' ', words.Select(WithHost))],
            _ => [string.Join(' ', words)],
        };

    /// <summary>What sshd says against the words; null where it takes them.</summary>
    public static string? Error(SshdKeyword keyword, ImmutableArray<string> words) =>
        keyword.Name switch
        {
            "AcceptEnv" when words.Any(word => word.Contains('=')) => "Invalid environment name.",
            "SetEnv" when !words.All(word => word.Contains('=')) => "Invalid environment.",
            "AuthenticationMethods" => MethodsError(words),
            "PubkeyAuthOptions" => words.FirstOrDefault(word => !IsPubkeyOption(word)) is { } bad
                ? $"unsupported PubkeyAuthOptions option {bad}"
                : null,
            "PermitOpen" or "PermitListen" => words.All(word => IsPermitted(keyword.Name, word))
                ? null
                : $"{keyword.Name} bad port number",
            _ => null,
        };

    /// <summary>A plain list as printed; empty where it builds on defaults (<c>+ - ^</c>) or on wildcards.</summary>
    public static ImmutableArray<string> Algorithms(string list) =>
        list[0] is '+' or '-' or '^' || list.AsSpan().IndexOfAny("*?!") >= 0
            ? []
            : [string.Join(',', list.Split(',').Distinct())];

    /// <summary>Name, command and arguments; from 9.5 on with the quotes that keep them apart (<c>argv_assemble</c>).</summary>
    public static string Subsystem(ImmutableArray<string> words, OpenSshVersion version) =>
        string.Join(' ', version.IsAtLeast(9, 5) ? words.Select(Quoted) : words);

    private static string Quoted(string word)
    {
        var escaped = word.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return word.AsSpan().IndexOfAny(" \t") >= 0 ? $"\"{escaped}\"" : escaped;
    }

    private static string Options(ImmutableArray<string> words)
    {
        var set = PubkeyOptions.Where(option =>
            words.Contains(option, StringComparer.OrdinalIgnoreCase)
        );
        var line = string.Join(' ', set);
        return line.Length == 0 ? "none" : line;
    }

    private static bool IsPubkeyOption(string word) =>
        PubkeyOptions.Append("none").Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string? MethodsError(ImmutableArray<string> words) =>
        words.Length > 1 && words.Contains("any")
            ? "\"any\" must appear alone in AuthenticationMethods"
        : words is ["any"] || words.All(list => list.Split(',').All(IsMethod)) ? null
        : "invalid AuthenticationMethods method list.";

    private static bool IsMethod(string method) =>
        Methods.Contains(method.Split(':')[0], StringComparer.Ordinal);

    private static string WithHost(string word) =>
        word is "any" or "none" || word.Contains(':') ? word : "*:" + word;

    private static bool IsPermitted(string keyword, string word)
    {
        var port = word[(word.LastIndexOf(':') + 1)..];
        return word is "any" or "none"
            || (
                (keyword == "PermitListen" || word.Contains(':'))
                && (port == "*" || SshdNumbers.TryPort(port, out _))
            );
    }
}
