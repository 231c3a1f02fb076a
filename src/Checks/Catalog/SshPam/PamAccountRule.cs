using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>What a module holds against an account.</summary>
/// <param name="Why">In plain words.</param>
/// <param name="Source">The deciding line.</param>
/// <param name="Remedy">What lets it in.</param>
internal sealed record PamObjection(string Why, string Source, ImmutableArray<string> Remedy);

/// <summary>A rule about one module, with a finding for each account that could log in otherwise.</summary>
public abstract class PamAccountRule : Rule
{
    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (PamService.From(input) is not { } service)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"PAM's files are not known: {input[SshPamCheck.Id].CoverageOf(PamKey.FilePrefix).Reason}"
            );
            yield break;
        }

        var deciding = Deciding(service).ToImmutableArray();
        if (deciding.IsEmpty)
        {
            yield return Finding(
                Outcome.NotApplicable,
                "",
                $"sshd's stacks do not depend on {Module}"
            );
            yield break;
        }

        foreach (var account in LoginAccount.All(input).Where(one => !one.IsStale))
        {
            yield return Judge(service, deciding, account) with
            {
                Keys = Keys(deciding),
            };
        }
    }

    /// <summary>The module's file name.</summary>
    private protected abstract string Module { get; }

    /// <summary>The modules whose refusal closes the door for certain.</summary>
    private protected abstract IEnumerable<PamModule> Deciding(PamService service);

    private protected abstract PamObjection? Objection(
        PamService service,
        PamModule module,
        LoginAccount account
    );

    private protected virtual Outcome Refused => Outcome.Fail;

    private protected abstract ImmutableArray<string> Keys(ImmutableArray<PamModule> deciding);

    private Finding Judge(
        PamService service,
        ImmutableArray<PamModule> deciding,
        LoginAccount account
    )
    {
        var objection = deciding
            .Select(module => Objection(service, module, account))
            .FirstOrDefault(one => one is not null);
        return objection is null
                ? Finding(Outcome.Pass, account.Name, $"{Module} lets {account.Name} through")
            : !account.HasKey && !account.IsNamed && !account.HasPassword
                ? account.WayUnknown is { } unknown
                        ? Finding(Outcome.Unknown, account.Name, $"{account.Name}: {unknown}")
                    : Finding(
                        Outcome.NotApplicable,
                        account.Name,
                        $"{account.Name} has neither a key nor a password to log in with"
                    )
            : Finding(
                Refused,
                account.Name,
                $"{account.Name} cannot log in: {objection.Why} ({objection.Source})"
            ) with
            {
                Source = objection.Source,
                Remedy = objection.Remedy,
            };
    }
}
