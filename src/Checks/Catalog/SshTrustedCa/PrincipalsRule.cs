using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>Certificates need somebody's principals file.</summary>
public sealed class PrincipalsRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.trusted_ca/principals",
            Title = "Some account has the principals file that certificates need",
            Severity = Severity.Medium,
            Rationale =
                "With AuthorizedPrincipalsFile set, a certificate lets somebody in only where the account's own file names one of its principals; the account's name no longer does.",
            Reads =
            [
                "principals_file/*",
                "sshd_config/AuthorizedPrincipalsFile",
                "sshd_config/TrustedUserCAKeys",
            ],
            References = ["sshd_config(5) AuthorizedPrincipalsFile"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var file = TrustSettings.Of(input, "AuthorizedPrincipalsFile");
        var authorities = TrustSettings.Of(input, "TrustedUserCAKeys");
        var facts = input[SshTrustedCaCheck.Id];
        var coverage = facts.Coverage.FirstOrDefault(one =>
            one.Prefix.StartsWith(TrustKey.PrincipalsPrefix, StringComparison.Ordinal)
            && !one.IsCertain
        );
        var command = TrustSettings.Of(input, "AuthorizedPrincipalsCommand");
        yield return !file.IsPresent
        || file.Is("none")
        || !authorities.IsPresent
        || authorities.Is("none")
            ? Finding(Outcome.NotApplicable, "", "no certificate needs a principals file")
        : facts.Under(TrustKey.PrincipalsPrefix).Any(held => !held.IsStale)
        || (command.IsPresent && !command.Is("none"))
            ? Finding(Outcome.Pass, "", "some account has its principals")
        : coverage.Prefix is not null
            ? Finding(Outcome.Unknown, "", $"not known: {coverage.Reason}")
        : Finding(
            Outcome.Warn,
            "",
            $"no certificate lets anybody in: no account has its AuthorizedPrincipalsFile {file.Value}"
        ) with
        {
            Source = file.Source ?? "",
            Keys = [TrustKey.PrincipalsPrefix],
        };
    }
}
