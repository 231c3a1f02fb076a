using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>Root has no password to guess.</summary>
public sealed class PermitRootLoginRule : SshdKeywordRule
{
    protected override string Keyword => "PermitRootLogin";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "permit_root_login",
            "PermitRootLogin",
            "root cannot log in with a password",
            Severity.High,
            "Every host has a root account, so its password is what the whole internet guesses. prohibit-password still lets a key in.",
            With("allowed", "prohibit-password,no,forced-commands-only"),
            "CIS Debian 12 5.1.20"
        );

    protected override Finding Judge(Reading reading, JudgeInput input)
    {
        if (IsAllowed(reading, input))
        {
            return Holds(reading);
        }

        var facts = input[Check];
        var byKeyOnly =
            facts.Read(SshConfigKeys.Of("PasswordAuthentication")).Is("no")
            && facts.Read(SshConfigKeys.Of("KbdInteractiveAuthentication")).Is("no");
        var summary =
            reading.Is("yes") && !byKeyOnly ? "root may log in with a password"
            : reading.Is("yes")
                ? "root may log in, with a key only because passwords are off for everybody"
            : "root may log in in a way the policy does not allow";
        return Wants(Outcome.Warn, summary, Preferred(input), reading, input);
    }
}

/// <summary>Passwords can be guessed; keys cannot.</summary>
public sealed class PasswordAuthenticationRule : SshdKeywordRule
{
    protected override string Keyword => "PasswordAuthentication";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "password_authentication",
            "PasswordAuthentication",
            "nobody logs in with a password",
            Severity.Medium,
            "Passwords can be guessed, reused and phished; keys cannot. Cloud images often set it in /etc/ssh/sshd_config.d/50-cloud-init.conf, where it wins over the main file.",
            With("allowed", "no")
        );

    protected override Finding Judge(Reading reading, JudgeInput input) =>
        IsAllowed(reading, input) ? Holds(reading)
        : reading.Is("yes")
            ? Wants(Outcome.Warn, "passwords are accepted", Preferred(input), reading, input)
        : Wants(
            Outcome.Warn,
            "the policy asks for passwords to be accepted",
            Preferred(input),
            reading,
            input
        );
}

/// <summary>An account without a password stays closed.</summary>
public sealed class PermitEmptyPasswordsRule : SshdKeywordRule
{
    protected override string Keyword => "PermitEmptyPasswords";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "permit_empty_passwords",
            "PermitEmptyPasswords",
            "an account without a password cannot log in",
            Severity.Critical,
            "Together with password authentication it opens every account whose password is empty to whoever knows its name.",
            ImmutableDictionary<string, string>.Empty,
            "CIS Debian 12 5.1.19"
        );

    protected override Finding Judge(Reading reading, JudgeInput input) =>
        reading.Is("no")
            ? Holds(reading)
            : Wants(
                Outcome.Fail,
                "accounts with an empty password may log in",
                "no",
                reading,
                input
            );
}

/// <summary>Keys open the door.</summary>
public sealed class PubkeyAuthenticationRule : SshdKeywordRule
{
    protected override string Keyword => "PubkeyAuthentication";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "pubkey_authentication",
            "PubkeyAuthentication",
            "keys are accepted",
            Severity.Medium,
            "Without it every authorized_keys file is ignored, and a client with the right key sees only: Permission denied.",
            ImmutableDictionary<string, string>.Empty
        );

    protected override Finding Judge(Reading reading, JudgeInput input) =>
        reading.Is("yes")
            ? Holds(reading)
            : Wants(Outcome.Warn, "nobody can log in with a key", "yes", reading, input);
}
