using System.Collections.Immutable;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>Every way that could lead into an account, good or not: keys in their files' order, then certificates, what nobody sees, and passwords.</summary>
public static class LoginWays
{
    public static ImmutableArray<LoginMeans> Of(LoginHost host, HostAccount account)
    {
        var keys = account.KeyFiles.SelectMany(file =>
            file.Keys.Keys.Select(line => LoginMeans.Of(file, line))
        );
        return
        [
            .. keys,
            .. account.KeysUnknown is null
                ? (LoginMeans[])[]
                : [new LoginMeans(LoginMethod.UnseenKeys)],
            .. host.Authorities.Select(authority => new LoginMeans(LoginMethod.Certificate)
            {
                Fingerprint = authority.Fingerprint,
                KeyType = authority.KeyType,
                Source = authority.Source,
            }),
            .. host.AuthoritiesUnknown is null
                ? []
                : Configured(host, "TrustedUserCAKeys", LoginMethod.Certificate),
            .. Configured(host, "AuthorizedKeysCommand", LoginMethod.KeysCommand),
            .. Configured(host, "HostbasedAuthentication", LoginMethod.HostBased),
            .. Configured(host, "GSSAPIAuthentication", LoginMethod.Gssapi),
            .. account.Password is null or PasswordState.Set or PasswordState.Empty
                ? (LoginMeans[])
                    [
                        new LoginMeans(LoginMethod.Password),
                        new LoginMeans(LoginMethod.KeyboardInteractive),
                    ]
                : [],
        ];
    }

    /// <summary>A method that some line of the files turns on; where the files are not known, no line can be told.</summary>
    private static IEnumerable<LoginMeans> Configured(
        LoginHost host,
        string keyword,
        LoginMethod method
    ) =>
        (host.Configuration?.Directives ?? [])
            .Where(directive => directive.Name == keyword && IsOn(directive))
            .Take(1)
            .Select(directive => new LoginMeans(method) { Source = directive.Source.ToString() });

    private static bool IsOn(SshdDirective directive) =>
        directive.Words is [var first, ..]
        && !first.Equals("no", StringComparison.OrdinalIgnoreCase)
        && !first.Equals("none", StringComparison.OrdinalIgnoreCase);
}
