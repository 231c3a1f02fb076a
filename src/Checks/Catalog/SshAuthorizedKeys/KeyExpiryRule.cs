using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>expiry-time of keys.</summary>
public sealed class KeyExpiryRule : KeyLineRule
{
    private const string SoonDays = "soon_days";
    private const string Required = "required";

    /// <summary>Time zones reach from UTC-12 to UTC+14.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromHours(12);

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/expired",
            Title = "No key has expired or is about to",
            Severity = Severity.Medium,
            Rationale =
                "sshd refuses a key behind its expiry-time and logs only \"Refused by key options\". Either it is still needed, or the line is to be removed. With required = yes, a key without an expiry-time is a "
                + "warning too.",
            Reads = ["authorized_key/*/**"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(SoonDays, "14")
                .Add(Required, "no"),
            References = ["sshd(8) AUTHORIZED_KEYS FILE FORMAT, expiry-time"],
        };

    private protected override Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    )
    {
        if (key.Line.Options.ExpiryTime is not { } text || End(text) is not { } end)
        {
            return IsRequired(input.Policy)
                ? Finding(
                    Outcome.Warn,
                    key.Subject,
                    $"{key.Account}'s key {key.Fingerprint} never expires, and the policy wants an expiry-time ({key.Source})"
                )
                : Finding(Outcome.Pass, key.Subject, $"{key.Account}'s key never expires");
        }

        var soon = end - TimeSpan.FromDays(Days(input));
        return input.AsOf >= end
                ? Finding(
                    IsLast(key, all, input) ? Outcome.Fail : Outcome.Warn,
                    key.Subject,
                    $"{key.Account} cannot log in with {key.Fingerprint}: it expired at {text} ({key.Source})"
                ) with
                {
                    Remedy = [key.Removal],
                }
            : input.AsOf >= soon
                ? Finding(
                    Outcome.Warn,
                    key.Subject,
                    $"{key.Account}'s key {key.Fingerprint} expires at {text} ({key.Source})"
                ) with
                {
                    ValidUntil = end,
                }
            : Finding(Outcome.Pass, key.Subject, $"{key.Account}'s key expires at {text}") with
            {
                ValidUntil = soon,
            };
    }

    /// <summary>True where no other line still lets somebody in as the account.</summary>
    private static bool IsLast(PlacedKey key, ImmutableArray<PlacedKey> all, JudgeInput input) =>
        !all.Any(other =>
            other.Account == key.Account
            && !other.Line.Options.IsCertificateAuthority
            && (
                other.Line.Options.ExpiryTime is not { } time
                || End(time) is not { } end
                || input.AsOf < end
            )
        );

    /// <summary>When it has certainly expired, wherever the host's clock stands; null for text that is no time.</summary>
    internal static DateTimeOffset? End(string text)
    {
        var isUtc =
            text.EndsWith("Z", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith("UTC", StringComparison.OrdinalIgnoreCase);
        var digits = new string([.. text.TakeWhile(char.IsAsciiDigit)]);
        return
            digits.Length is 8 or 12 or 14
            && DateTime.TryParseExact(
                digits,
                "yyyyMMddHHmmss"[..digits.Length],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            && time.Year < 9999
            ? new DateTimeOffset(time, TimeSpan.Zero) + (isUtc ? TimeSpan.Zero : Behind)
            : null;
    }

    /// <summary>True where the policy wants every key to expire.</summary>
    public static bool IsRequired(Policy policy) =>
        policy
            .Parameter(new KeyExpiryRule().Declaration, Required)
            .Equals("yes", StringComparison.OrdinalIgnoreCase);

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
