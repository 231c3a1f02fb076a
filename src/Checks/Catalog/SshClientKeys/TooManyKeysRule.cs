using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>A client does not use up a server's patience before its right key has its turn.</summary>
public sealed class TooManyKeysRule : ClientRule
{
    private const string Tries = "max_auth_tries";
    private const int UsualTries = 6;

    private protected override string CheckId => SshClientKeysCheck.Id;

    private protected override string Prefix => KeyFact.Offer;

    private protected override string Nothing => "no account offers keys from files";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.keys/too_many",
            Title = "No account offers more keys than a server looks at",
            Severity = Severity.Low,
            Rationale =
                "Each key that a server refuses is a failure, and with the failure that makes MaxAuthTries (6 unless configured) it hangs up: \"Too many authentication failures\", before a password or a "
                + "later key is tried. IdentitiesOnly yes and an IdentityFile per host heal it; a higher MaxAuthTries only moves the wall. Keys of an agent come on top and are not counted here.",
            Reads = ["client_offer/*"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(
                Tries,
                UsualTries.ToString(CultureInfo.InvariantCulture)
            ),
            References = ["sshd_config(5) MaxAuthTries", "ssh_config(5) IdentitiesOnly"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, _) = ClientKey.Split(fact.Key, Prefix);
        var tries = Number(input.Policy.Parameter(Declaration, Tries));
        var offered = Number(fact.Value);
        return offered >= tries
            ? Finding(
                Outcome.Warn,
                account,
                $"{account} offers {offered} keys to hosts without a section of their own: a server with MaxAuthTries {tries} hangs up before a password can be tried"
            ) with
            {
                Remedy = ["IdentitiesOnly yes"],
            }
            : Finding(Outcome.Pass, account, $"{account} offers {offered}");
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : UsualTries;
}
