using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshAuthorizedKeys;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>Which line of which file has one of the client's keys, and which option excludes it.</summary>
internal static class KeyPart
{
    public static Known<KeyVerdict> Of(JudgeInput input, LoginQuestion asked)
    {
        var account = AccountView.All(input).FirstOrDefault(one => one.Name == asked.User);
        if (account is null || account.IsStale)
        {
            return Known.Unknown<KeyVerdict>($"no key files of {asked.User} were looked at");
        }

        var all = PlacedKey.All(input).ToList();
        var own = all.Where(key => key.Account == asked.User).ToList();
        var lines = Matches(own, input, asked);
        var verdict = new KeyVerdict(
            lines,
            Matches(all.Where(key => key.Account != asked.User), input, asked),
            Broken(input, account),
            [.. account.Files.Select(file => file.Path)],
            own.Count
        )
        {
            BrokenOwn = BrokenOwn(input, account, asked),
        };
        var unknown =
            account.FilesUnknown
            ?? account
                .Files.Where(file =>
                    file.RealPath is null || !input.Documents.ContainsKey(file.Path)
                )
                .Select(file => $"{file.Path} could not be read")
                .FirstOrDefault();
        return lines.IsEmpty && unknown is not null ? Known.Unknown<KeyVerdict>(unknown)
            : asked.Keys.Count == 0
                ? Known.Unknown<KeyVerdict>("which keys the client has is not known")
            : Known.Present(
                verdict,
                account.Files.IsEmpty
                    ? $"no key file of {asked.User}"
                    : string.Join(' ', verdict.Files)
            );
    }

    private static ImmutableArray<KeyMatch> Matches(
        IEnumerable<PlacedKey> keys,
        JudgeInput input,
        LoginQuestion asked
    ) =>
        [
            .. keys.Where(key => asked.Keys.Contains(key.Fingerprint))
                .Select(key => new KeyMatch(
                    key.Fingerprint,
                    key.Account,
                    key.Source,
                    Exclusion(key.Line.Options, input, asked),
                    key.Line.Options.Command ?? ""
                )),
        ];

    private static string Exclusion(KeyOptions options, JudgeInput input, LoginQuestion asked) =>
        options.IsCertificateAuthority ? "the line is for an authority (cert-authority)"
        : options.From is { } from
        && asked.Source is { } source
        && SshdPatterns.Addresses(source.ToString(), from) != SshdPatterns.ListMatch.Match
            ? $"from=\"{from}\" does not have {source}"
        : options.ExpiryTime is { } expiry
        && KeyExpiryRule.End(expiry) is { } end
        && asked.AsOf >= end
            ? $"expiry-time=\"{expiry}\" has passed"
        : "";

    private static ImmutableArray<string> BrokenOwn(
        JudgeInput input,
        AccountView account,
        LoginQuestion asked
    ) =>
        [
            .. account
                .Files.Where(file => input.Documents.ContainsKey(file.Path))
                .SelectMany(file =>
                    TornKeys
                        .Find(input.Documents[file.Path].Body)
                        .Where(torn => asked.Keys.Contains(torn.Fingerprint))
                        .Select(torn => $"{file.Path}:{torn.Line}")
                ),
        ];

    private static ImmutableArray<(string Source, string Reason)> Broken(
        JudgeInput input,
        AccountView account
    ) =>
        [
            .. account
                .Files.Where(file => file.RealPath is not null)
                .Where(file => input.Documents.ContainsKey(file.Path))
                .SelectMany(file =>
                    AuthorizedKeysFile
                        .Parse(input.Documents[file.Path].Body)
                        .Broken.Select(line => ($"{file.Path}:{line.Line}", line.Reason))
                ),
        ];
}
