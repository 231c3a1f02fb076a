using Fleet.Checks.Facts;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd's lines about the attempt.</summary>
internal static class LogLines
{
    /// <summary>The last line of a kind (<c>timeout</c>); null where there is none, or nobody looked.</summary>
    public static EvidenceLine? Last(DiagnosisCase asked, string kind) =>
        (asked.Server.Log.Value ?? [])
            .Where(line => line.Kind == kind)
            .Select(line => EvidenceLine.Log(line.Text, $"{line.At:HH:mm:ss} sshd"))
            .LastOrDefault();
}
