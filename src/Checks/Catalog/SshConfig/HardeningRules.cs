using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>Keys under paths that others may write are not trusted.</summary>
public sealed class StrictModesRule : SshdKeywordRule
{
    protected override string Keyword => "StrictModes";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "strict_modes",
            "StrictModes",
            "keys under paths that others may write are ignored",
            Severity.Medium,
            "With StrictModes no, whoever may write to a home or to .ssh can put a key there and become its owner. It is often switched off where a chmod was needed.",
            ImmutableDictionary<string, string>.Empty
        );

    protected override Finding Judge(Reading reading, JudgeInput input) =>
        reading.Is("yes")
            ? Holds(reading)
            : Wants(
                Outcome.Warn,
                "sshd trusts authorized_keys files that others may write",
                "yes",
                reading,
                input
            );
}

/// <summary>Few guesses a connection.</summary>
public sealed class MaxAuthTriesRule : SshdKeywordRule
{
    protected override string Keyword => "MaxAuthTries";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "max_auth_tries",
            "MaxAuthTries",
            "a connection has few attempts",
            Severity.Low,
            "More attempts help only guessing. Somebody with many keys needs IdentitiesOnly and IdentityFile on the client, not a higher number here.",
            With("max", "6"),
            "CIS Debian 12 5.1.16"
        );

    protected override Finding Judge(Reading reading, JudgeInput input)
    {
        var max = input.Policy.Parameter(Declaration, "max");
        return Number(reading.Value) is { } tries && Number(max) is { } most && tries > most
            ? Wants(
                Outcome.Warn,
                $"a connection has {reading.Value} attempts, more than {max}",
                max,
                reading,
                input
            )
            : Holds(reading);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
