using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What clients and logins say beside the lines of <c>ssh -v</c>. The first that fits counts.</summary>
internal static class ClientSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        .. LoginSentences.All,
        .. KeySentences.All,
        .. ConnectionSentences.All,
    ];
}
