using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The key is there, and an option of its line keeps this login out (<c>auth2-pubkeyfile.c</c>, sshd(8)).</summary>
internal static partial class KeyLineCauses
{
    private const string From = "from=\"";
    private const string Expiry = "expiry-time=\"";

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "key.from",
            GateId.Key,
            "the key's from= list does not have the client's address",
            asked => Find(asked, From, Widened)
        )
        {
            Explains = ["key.excluded", "key.decided"],
        },
        new(
            "key.expired",
            GateId.Key,
            "the key's expiry-time has passed",
            asked => Find(asked, Expiry, Prolonged)
        )
        {
            Explains = ["key.excluded", "key.decided"],
        },
    ];

    private static CauseFound? Find(
        DiagnosisCase asked,
        string option,
        Func<DiagnosisCase, string, string?> instead
    )
    {
        if (
            asked.Server.Key.Value is not { Admits: null } keys
            || keys.Lines.FirstOrDefault(line =>
                line.Exclusion.StartsWith(option, StringComparison.Ordinal)
            )
                is not { } line
            || line.Source.LastIndexOf(':') is not (> 0 and var colon)
        )
        {
            return null;
        }

        var (file, number) = (line.Source[..colon], line.Source[(colon + 1)..]);
        var value = line.Exclusion[option.Length..].Split('"')[0];
        var look = $"sed -n {number}p {ShellWord.Quote(file)}";
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = $"{line.Fingerprint} is in {line.Source}, but {line.Exclusion}.",
            Evidence = [EvidenceLine.Server(line.Exclusion, line.Source), .. Keys.Offered(asked)],
            // A value with other characters would need sed's own quoting on top of the shell's.
            Fixes =
                Harmless().IsMatch(value) && instead(asked, value) is { } better
                    ? RuleCause.OnHost(
                        $"sed -i {ShellWord.Quote($"{number}s|{option}{Escaped(value)}\"|{option}{better}\"|")} {ShellWord.Quote(file)}",
                        look
                    )
                    : RuleCause.OnHost(look, $"edit {ShellWord.Quote(file)}, line {number}"),
            Disproof = look,
        };
    }

    private static string? Widened(DiagnosisCase asked, string value) =>
        asked.Question.Source is { } source ? $"{value},{source}" : null;

    private static string Prolonged(DiagnosisCase asked, string value) =>
        asked.Question.AsOf.AddDays(30).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string value) =>
        value
            .Replace(".", "\\.", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9.:,*?!/\-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Harmless();
}
