using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>from= lists that let nobody in.</summary>
public sealed class KeySourceRule : KeyLineRule
{
    private static readonly System.Buffers.SearchValues<char> AddressCharacters =
        System.Buffers.SearchValues.Create("0123456789abcdefABCDEF.:*?/[]%");

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/from",
            Title = "Every from= list can be met by some source",
            Severity = Severity.Medium,
            Rationale =
                "A list of negations alone matches nobody, one with a malformed network makes sshd refuse the key, and host names count only where UseDNS is yes, which it is not by default "
                + "(OpenSSH auth2-pubkeyfile.c, match.c).",
            Reads = ["authorized_key/*/**", "sshd_config/UseDNS"],
            References = ["sshd(8) AUTHORIZED_KEYS FILE FORMAT, from"],
        };

    private protected override Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    )
    {
        if (key.Line.Options.From is not { } from)
        {
            return Finding(Outcome.Pass, key.Subject, $"{key.Account}'s key is good from anywhere");
        }

        var why =
            SshdPatterns.Addresses(null, from) == SshdPatterns.ListMatch.Invalid
                ? "the list is malformed"
            : !Positive(from).Any() ? "the list has negations only"
            : input["ssh.config"].Read("sshd_config/UseDNS").Is("no") && Positive(from).All(IsName)
                ? "the list has host names only, and UseDNS is no"
            : null;
        return why is null
            ? Finding(Outcome.Pass, key.Subject, $"{key.Account}'s key is good from {from}")
            : Finding(
                Outcome.Warn,
                key.Subject,
                $"{key.Account} cannot log in with {key.Fingerprint} from anywhere: {why} (from=\"{from}\", {key.Source})"
            );
    }

    private static IEnumerable<string> Positive(string list) =>
        list.Split(',').Where(entry => !entry.StartsWith('!'));

    private static bool IsName(string entry) => entry.AsSpan().ContainsAnyExcept(AddressCharacters);
}
