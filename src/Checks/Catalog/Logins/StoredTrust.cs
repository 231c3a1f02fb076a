using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.SshTrustedCa;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>Authorities, principals and revoked keys, from what ssh.trusted_ca stores.</summary>
internal static class StoredTrust
{
    public static ImmutableArray<HostAuthority> Authorities(JudgeInput input) =>
        [
            .. Facts(input)
                .Under(TrustKey.AuthorityPrefix)
                .Where(held => !held.IsStale && held.Fact.Source is not null)
                .Select(held => new HostAuthority(
                    held.Fact.Key[(TrustKey.AuthorityPrefix.Length + 1)..],
                    held.Fact.Value,
                    held.Fact.Source![..held.Fact.Source!.LastIndexOf(':')],
                    held.Fact.Source!
                )),
        ];

    /// <summary>Why there may be more authorities; null where these are all.</summary>
    public static string? Unknown(JudgeInput input)
    {
        var facts = Facts(input);
        var doubt = facts.Coverage.FirstOrDefault(one =>
            !one.IsCertain
            && (
                FactKey.IsUnder(TrustKey.AuthorityPrefix, one.Prefix)
                || FactKey.IsUnder(one.Prefix, TrustKey.FilePrefix)
            )
        );
        return facts.Status switch
        {
            RunStatus.Ran => doubt.Prefix is null
                ? null
                : doubt.Reason ?? "authorities are not known",
            RunStatus.NotApplicable => null,
            _ => $"authorities are not known: {facts.Reason}",
        };
    }

    public static ImmutableDictionary<string, RevokedKeys> Revoked(JudgeInput input) =>
        Facts(input)
            .Under(TrustKey.FilePrefix)
            .Where(held => !held.IsStale)
            .ToImmutableDictionary(
                held => Uri.UnescapeDataString(held.Fact.Key[TrustKey.FilePrefix.Length..]),
                held => File(input, held.Fact)
            );

    /// <summary>The principals of an account's file; null where there is none, with why that is not certain.</summary>
    public static (ImmutableArray<string>? Principals, string? Unknown) Principals(
        JudgeInput input,
        string account
    )
    {
        var reading = Facts(input).Read(TrustKey.Principals(account));
        return reading.IsUnknown ? (null, reading.Reason ?? "principals are not known")
            : !reading.IsPresent ? (null, null)
            : input.Documents.TryGetValue(reading.Value, out var document)
                ? (Names(document.Body), document.Truncated ? $"{document.Name}: too long" : null)
            : (null, $"{reading.Value} was not stored");
    }

    /// <summary>A principal a line, options before it (sshd_config(5), AuthorizedPrincipalsFile).</summary>
    private static ImmutableArray<string> Names(string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.Split('#')[0].Trim(' ', '\t', '\r'))
                .Where(line => line.Length > 0)
                .Select(line => line[(line.LastIndexOfAny([' ', '\t']) + 1)..]),
        ];

    private static RevokedKeys File(JudgeInput input, Fact fact)
    {
        var path = Uri.UnescapeDataString(fact.Key[TrustKey.FilePrefix.Length..]);
        return fact.Value switch
        {
            TrustFile.Missing or TrustFile.NotRegular => new(null, IsMissing: true, []),
            TrustFile.Keys
            or TrustFile.Empty
                when input.Documents.TryGetValue(path, out var document) && !document.Truncated =>
                new(
                    null,
                    IsMissing: false,
                    [
                        .. AuthorizedKeysFile
                            .Parse(document.Body)
                            .Keys.Select(line => line.Key.Fingerprint),
                    ]
                ),
            _ => new($"what {path} revokes is not known: {fact.Value}", IsMissing: false, []),
        };
    }

    private static CheckFacts Facts(JudgeInput input) => input[SshTrustedCaCheck.Id];
}
