using Fleet.Checks.Diagnosis.Server;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>cloud-init's forced command: <c>Please login as the user "ubuntu" rather than the user "root".</c></summary>
internal static class CloudRoot
{
    private const string Sentence = "Please login as the user ";

    /// <summary>The line by which the client's key comes in, where it has that command; null otherwise.</summary>
    public static KeyMatch? Line(DiagnosisCase asked) =>
        asked.Server.Key.Value?.Admits is { } line
        && line.Command.Contains(Sentence, StringComparison.Ordinal)
            ? line
            : null;

    /// <summary>Whom it says to log in as.</summary>
    public static string Name(KeyMatch line)
    {
        var from = line.Command.IndexOf(Sentence, StringComparison.Ordinal) + Sentence.Length;
        var rest = line.Command[from..].TrimStart('\\', '"', '\'');
        var end = rest.IndexOfAny(['\\', '"', '\'', ' ']);
        return end > 0 ? rest[..end] : "YOUR-NAME";
    }
}
