using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What programs of the host say. The first that fits counts.</summary>
internal static class HostSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        .. KernelSentences.All,
        .. UnitSentences.All,
        .. SshdSentences.All,
        .. AccountSentences.All,
    ];

    /// <summary>sshd's alone: the rest would misread a client's debug lines.</summary>
    public static ImmutableArray<Sentence> OfSshd => SshdSentences.All;
}
