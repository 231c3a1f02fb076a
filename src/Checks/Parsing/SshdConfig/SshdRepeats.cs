using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Lines that sshd minds only because of an earlier one.</summary>
internal readonly record struct SshdRepeats(string? Error, bool IsIgnored)
{
    /// <summary>A second Subsystem of one name (an error up to 9.4, ignored from 9.5 on), and AuthenticationMethods <c>any</c> after another list, in whichever Match section.</summary>
    public static SshdRepeats Judge(
        SshdKeyword keyword,
        ImmutableArray<string> words,
        ImmutableArray<SshdMatch> conditions,
        List<SshdDirective> before,
        OpenSshVersion version
    )
    {
        var earlier = before.Where(d => d.Name == keyword.Name && d.IsGlobal);
        return keyword.Name switch
        {
            "Subsystem" when IsGlobal(conditions) && earlier.Any(d => d.Words[0] == words[0]) =>
                version.IsAtLeast(9, 5)
                    ? new SshdRepeats(null, IsIgnored: true)
                    : new SshdRepeats($"Subsystem '{words[0]}' already defined.", IsIgnored: false),
            "AuthenticationMethods" when words[0] == "any" && earlier.Any() => new SshdRepeats(
                "\"any\" must appear alone in AuthenticationMethods",
                IsIgnored: false
            ),
            _ => default,
        };
    }

    private static bool IsGlobal(ImmutableArray<SshdMatch> conditions) =>
        conditions.All(condition => condition.IsAll);
}
