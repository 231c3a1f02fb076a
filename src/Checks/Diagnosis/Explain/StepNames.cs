using System.Text.Json;
using Fleet.Checks.Diagnosis.Explain.Advices;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>What a line of ssh names.</summary>
internal static class StepNames
{
    public static Blanks Of(SshDebugLine step) =>
        step.Kind switch
        {
            SshDebugKind.ResolveFailed => Blanks.None.With("host", step.Values[0]),
            SshDebugKind.Connecting => Blanks
                .None.With("host", step.Values[0])
                .With("address", step.Values[1])
                .With("port", Port(step.Values[2])),
            SshDebugKind.ConnectFailed => Blanks
                .None.With("host", step.Values[0])
                .With("port", Port(step.Values[1])),
            SshDebugKind.AuthenticatingTo => Blanks
                .None.With("host", step.Values[0])
                .With("port", Port(step.Values[1]))
                .With("user", step.Values[2]),
            SshDebugKind.PermissionDenied => Login(step.Values[0]),
            SshDebugKind.HostKeyNotKnown => Blanks.None.With("host", step.Values[1]),
            SshDebugKind.KeyTooOpen or SshDebugKind.BadConfigOwner => Blanks.None.With(
                "path",
                step.Last
            ),
            SshDebugKind.KeyNotLoaded => Blanks.None.With("path", step.Values[0]),
            _ => Blanks.None,
        };

    /// <summary><c>Host key for [web-12]:2222 has changed and you have requested strict checking.</c></summary>
    public static Blanks OfChangedKey(string line)
    {
        const string begin = "Host key for ";
        var end = line.IndexOf(" has changed", StringComparison.Ordinal);
        if (!line.StartsWith(begin, StringComparison.Ordinal) || end < begin.Length)
        {
            return Blanks.None;
        }

        var host = line[begin.Length..end];
        return
            host.StartsWith('[')
            && host.LastIndexOf("]:", StringComparison.Ordinal) is > 0 and var close
            ? Blanks.None.With("host", host[1..close]).With("port", Port(host[(close + 2)..]))
            : Blanks.None.With("host", host);
    }

    // "alice@web-12"; a program's name stands there too.
    private static Blanks Login(string word)
    {
        var at = word.LastIndexOf('@');
        return at <= 0 || word.Contains(' ')
            ? Blanks.None
            : Blanks.None.With("user", word[..at]).With("host", word[(at + 1)..]);
    }

    private static string Port(string word) =>
        word.Length is > 0 and <= 5 && word.All(char.IsAsciiDigit) ? word : "";
}

/// <summary>Stable names of what a line is.</summary>
internal static class StepKinds
{
    public static string Of(SshDebugKind kind) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
