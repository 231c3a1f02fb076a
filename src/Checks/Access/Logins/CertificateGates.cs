using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>Certificates of an authority that TrustedUserCAKeys names (<c>auth2-pubkey.c</c>, <c>user_cert_trusted_ca</c>).</summary>
internal static class CertificateGates
{
    public static IEnumerable<LoginDecision> Decide(Attempt attempt)
    {
        const string keyword = "TrustedUserCAKeys";
        var path = attempt.Value(keyword);
        var authority = attempt.Host.Authorities.FirstOrDefault(one =>
            one.Fingerprint == attempt.Means.Fingerprint && one.Path == path
        );
        yield return authority is null
        && attempt.Host.AuthoritiesUnknown is { } unseen
        && path is not ("" or "none")
        && (
            attempt.Means.Fingerprint.Length == 0
            || !attempt.Host.Authorities.Any(one => one.Path == path)
        )
            ? new(LoginGate.Certificate, LoginVerdict.Unknown, unseen, attempt.Place(keyword))
        : authority is null
            ? new(
                LoginGate.Certificate,
                attempt.Effective.IsSure(keyword) ? LoginVerdict.No : LoginVerdict.Unknown,
                "sshd does not trust the authority for this login",
                attempt.Place(keyword)
            )
        : new(
            LoginGate.Certificate,
            LoginVerdict.Yes,
            "sshd trusts the authority",
            authority.Source
        );
        yield return KeyGates.Revocation(attempt);
        yield return Principals(attempt);
    }

    private static LoginDecision Principals(Attempt attempt)
    {
        const string keyword = "AuthorizedPrincipalsFile";
        var account = attempt.Account;
        var command = attempt.Value("AuthorizedPrincipalsCommand");
        if (command is not ("" or "none"))
        {
            return new(
                LoginGate.Certificate,
                LoginVerdict.Unknown,
                "AuthorizedPrincipalsCommand names the principals",
                attempt.Place("AuthorizedPrincipalsCommand")
            );
        }

        if (attempt.Value(keyword) is "" or "none")
        {
            return new(
                LoginGate.Certificate,
                LoginVerdict.Yes,
                $"a certificate for {account.Name}",
                attempt.Means.Source
            );
        }

        var place = attempt.Place(keyword);
        return attempt.Value(keyword) != attempt.Anywhere[keyword]
                ? new(
                    LoginGate.Certificate,
                    LoginVerdict.Unknown,
                    $"{keyword} is another from this source",
                    place
                )
            : account.PrincipalsUnknown is { } reason
                ? new(LoginGate.Certificate, LoginVerdict.Unknown, reason, place)
            : account.Principals is not { IsEmpty: false } principals
                ? new(
                    LoginGate.Certificate,
                    LoginVerdict.No,
                    $"{account.Name} has no principals: {keyword} names a file that is not there or empty",
                    place
                )
            : new(
                LoginGate.Certificate,
                LoginVerdict.Yes,
                $"a certificate for {string.Join(" or ", principals)}",
                attempt.Means.Source
            );
    }
}
