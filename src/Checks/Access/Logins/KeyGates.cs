using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>One line of a key file, as sshd takes it (<c>auth2-pubkeyfile.c</c>, <c>auth2-pubkey.c</c>).</summary>
internal static class KeyGates
{
    /// <summary>OpenSSH refuses shorter moduli whatever is configured (SSH_RSA_MINIMUM_MODULUS_SIZE).</summary>
    private const int ShortestRsa = 1024;

    public static IEnumerable<LoginDecision> Decide(Attempt attempt)
    {
        var means = attempt.Means;
        yield return File(attempt, means.File!);
        yield return Algorithm(attempt);
        yield return Revocation(attempt);
        yield return From(attempt, means.Line!.Options);
        yield return Expiry(attempt, means.Line.Options);
        yield return means.Line.Options.IsCertificateAuthority
            ? new(
                LoginGate.Certificate,
                LoginVerdict.Yes,
                means.Line.Options.Principals is { } named
                    ? $"a certificate for {named}"
                    : $"a certificate for {attempt.Account.Name}",
                means.Source
            )
            : new(LoginGate.Key, LoginVerdict.Yes, "the key", means.Source);
    }

    private static LoginDecision File(Attempt attempt, KeyFile file)
    {
        const string keyword = "AuthorizedKeysFile";
        var here = attempt.Effective.Find(keyword);
        return !attempt.Effective.IsSure(keyword)
                ? new(LoginGate.KeyFile, LoginVerdict.Unknown, $"{keyword} cannot be told")
            : here?.Value != attempt.Anywhere[keyword]
                ? new(
                    LoginGate.KeyFile,
                    LoginVerdict.Unknown,
                    $"{keyword} is another from this source, and its files were not looked at",
                    attempt.Place(keyword)
                )
            : file.Accepted == LoginVerdict.Yes
                ? new(LoginGate.KeyFile, LoginVerdict.Yes, $"sshd reads {file.Path}")
            : new(LoginGate.KeyFile, file.Accepted, file.Words, file.Path);
    }

    /// <summary>PubkeyAcceptedAlgorithms. A list that depends on the build takes every type but DSA (since OpenSSH 7.0).</summary>
    private static LoginDecision Algorithm(Attempt attempt)
    {
        const string keyword = "PubkeyAcceptedAlgorithms";
        var type = attempt.Means.KeyType;
        if (Short(attempt) is { } tooShort)
        {
            return tooShort;
        }

        ImmutableArray<string> names =
            type == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type];
        if (attempt.Effective.Find(keyword) is { } setting && setting.Value.Length > 0)
        {
            return names.Any(name =>
                SshdPatterns.List(name, setting.Value) == SshdPatterns.ListMatch.Match
            )
                ? new(LoginGate.Key, LoginVerdict.Yes, $"sshd takes {type}", Place(setting))
                : new(
                    LoginGate.Key,
                    LoginVerdict.No,
                    $"{keyword} leaves {type} out",
                    Place(setting)
                );
        }

        var isRemoved = attempt
            .Host.Configuration!.Directives.Where(directive => directive.Name == keyword)
            .Any(directive => directive.Rest.TrimStart().StartsWith('-'));
        return type == "ssh-dss"
                ? new(LoginGate.Key, LoginVerdict.No, "sshd no longer takes ssh-dss")
            : isRemoved
                ? new(LoginGate.Key, LoginVerdict.Unknown, $"what {keyword} leaves is not known")
            : new(LoginGate.Key, LoginVerdict.Yes, $"sshd takes {type}");
    }

    private static LoginDecision? Short(Attempt attempt)
    {
        var least = int.TryParse(
            attempt.Value("RequiredRSASize"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? Math.Max(ShortestRsa, asked)
            : ShortestRsa;
        return attempt.Means.Line!.Key.RsaBits is { } bits && bits < least
            ? new(
                LoginGate.Key,
                LoginVerdict.No,
                string.Create(CultureInfo.InvariantCulture, $"an RSA key of {bits} bits is short"),
                attempt.Place("RequiredRSASize")
            )
            : null;
    }

    /// <summary>RevokedKeys: a file that cannot be read refuses every key.</summary>
    internal static LoginDecision Revocation(Attempt attempt)
    {
        const string keyword = "RevokedKeys";
        var path = attempt.Value(keyword);
        if (path is "" or "none")
        {
            return new(LoginGate.Key, LoginVerdict.Yes, "no key is revoked");
        }

        var place = attempt.Place(keyword);
        var file = attempt.Host.Revoked.GetValueOrDefault(path);
        return file is null || file.Unknown is not null
                ? new(
                    LoginGate.Key,
                    LoginVerdict.Unknown,
                    file?.Unknown ?? $"what {path} revokes is not known",
                    place
                )
            : file.IsMissing
                ? new(
                    LoginGate.Key,
                    LoginVerdict.No,
                    $"RevokedKeys {path} cannot be read: every key is refused",
                    place
                )
            : file.Fingerprints.Contains(attempt.Means.Fingerprint)
                ? new(LoginGate.Key, LoginVerdict.No, "the key is revoked", path)
            : new(LoginGate.Key, LoginVerdict.Yes, "the key is not revoked");
    }

    private static LoginDecision From(Attempt attempt, KeyOptions options)
    {
        var source = attempt.Means.Source;
        return options.From is not { } list
                ? new(LoginGate.Key, LoginVerdict.Yes, "the key is good from anywhere")
            : attempt.LooksNamesUp && ClientNames.AnyIn(list)
                ? new(
                    LoginGate.Key,
                    LoginVerdict.Unknown,
                    "the key's from= goes by the client's name",
                    source
                )
            : SshdPatterns.HostOrAddress(attempt.Source, attempt.Source, list)
                ? new(LoginGate.Key, LoginVerdict.Yes, $"from={list}", source)
            : new(LoginGate.Key, LoginVerdict.No, $"the key is good from {list} only", source);
    }

    private static LoginDecision Expiry(Attempt attempt, KeyOptions options)
    {
        if (KeyTimes.Of(options.ExpiryTime) is not { } end)
        {
            return new(LoginGate.Key, LoginVerdict.Yes, "the key does not expire");
        }

        var source = attempt.Means.Source;
        return attempt.AsOf >= end.Latest
                ? new(LoginGate.Key, LoginVerdict.No, $"it expired at {options.ExpiryTime}", source)
            : attempt.AsOf < end.Earliest
                ? new(LoginGate.Key, LoginVerdict.Yes, $"good until {options.ExpiryTime}", source)
            : new(
                LoginGate.Key,
                LoginVerdict.Unknown,
                $"it expires at {options.ExpiryTime} in the host's own time zone",
                source
            );
    }

    private static string Place(SshdSetting setting) => setting.Source?.ToString() ?? "";
}
