using Fleet.Checks.Facts;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>What sshd's log says of this very attempt.</summary>
internal static class AttemptLog
{
    /// <summary>The last line of one of the kinds whose text holds some words; null where there is none, or nobody looked.</summary>
    /// <param name="asked">The case.</param>
    /// <param name="words">A part of the line; empty: any.</param>
    /// <param name="kinds"><c>certificate_refused</c>: names of <see cref="Parsing.AuthLog.AuthLogKind"/>.</param>
    public static EvidenceLine? Last(
        DiagnosisCase asked,
        string words,
        params ReadOnlySpan<string> kinds
    )
    {
        EvidenceLine? last = null;
        foreach (var line in asked.Server.Log.Value ?? [])
        {
            if (
                kinds.Contains(line.Kind)
                && line.Text.Contains(words, StringComparison.OrdinalIgnoreCase)
            )
            {
                last = Evidence(line);
            }
        }

        return last;
    }

    public static EvidenceLine Evidence(EventLine line) =>
        EvidenceLine.Log(line.Text, $"{line.At:HH:mm:ss} sshd");
}
