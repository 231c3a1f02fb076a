using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>The account's own expiry date.</summary>
public sealed class AccountExpiredRule : LoginAccountRule
{
    private const string SoonDays = "soon_days";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/expired",
            Title = "No account that can log in has expired",
            Severity = Severity.High,
            Rationale =
                "An expired account is refused with a key too, right after the key was accepted: the client sees only that the connection closes. With UsePAM yes pam_unix refuses it on the day itself "
                + "(Linux-PAM passverify.c, check_shadow_expiry), with UsePAM no sshd refuses it from the day after (OpenSSH auth-shadow.c). Days are UTC days.",
            Reads = ["account/*/expires", UsePam, "pam_stack/account"],
            Decides = ["account/*/expires"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(SoonDays, "14"),
            References = ["shadow(5)", "chage(1)"],
        };

    private protected override ImmutableArray<string> About => [AccountKey.Expires];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var expires = account.Read(AccountKey.Expires);
        if (expires.IsUnknown)
        {
            return NotKnown(account, expires);
        }

        if (!expires.IsPresent || DayText.Start(expires.Value) is not { } day)
        {
            return Passes(account, $"{account.Name} never expires");
        }

        if (
            !WithoutPam(input)
            && PamService.From(input) is { } pam
            && !pam.AsksForAccounts("pam_unix.so")
        )
        {
            return Passes(account, "no module of PAM asks whether the account expired");
        }

        var end = WithoutPam(input) ? day.AddDays(1) : day;
        var soon = end - TimeSpan.FromDays(Days(input));
        return input.AsOf >= end
                ? Stands(
                    account,
                    Outcome.Fail,
                    $"{account.Name} cannot log in: the account expired on {expires.Value}",
                    $"chage -E -1 {Quoted(account)}"
                )
            : input.AsOf >= soon
                ? Stands(
                    account,
                    Outcome.Warn,
                    $"{account.Name} cannot log in from {expires.Value} on: the account expires then",
                    $"chage -E -1 {Quoted(account)}"
                ) with
                {
                    ValidUntil = end,
                }
            : Passes(account, $"{account.Name} expires on {expires.Value}") with
            {
                ValidUntil = soon,
            };
    }

    private double Days(JudgeInput input) =>
        double.TryParse(
            input.Policy.Parameter(Declaration, SoonDays),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var days
        )
            ? Math.Min(days, 3650)
            : 14;
}
