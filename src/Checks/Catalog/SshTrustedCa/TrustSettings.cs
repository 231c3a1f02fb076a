using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>The paths that sshd_config names, whichever Match section they stand in: none of them may be broken.</summary>
internal static class TrustSettings
{
    public static IEnumerable<string> Paths(
        ImmutableArray<SshdDirective> directives,
        string keyword
    ) =>
        directives
            .Where(directive => directive.Name == keyword)
            .SelectMany(directive => directive.Words)
            .Where(word => word.StartsWith('/') && !word.Contains('%'))
            .Distinct();

    public static IEnumerable<string> Commands(ImmutableArray<SshdDirective> directives) =>
        directives
            .Where(directive =>
                directive.Name is "AuthorizedKeysCommand" or "AuthorizedPrincipalsCommand"
            )
            .SelectMany(directive => directive.Words.Take(1))
            .Select(word => word.Split(' ')[0])
            .Where(word => word.StartsWith('/'))
            .Distinct();

    /// <summary>The configuration's value of a keyword that ssh.config saw; null for none, or where it is not known.</summary>
    public static Reading Of(JudgeInput input, string keyword) =>
        input["ssh.config"].Read($"sshd_config/{keyword}");
}
