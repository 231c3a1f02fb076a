using System.Collections.Immutable;

namespace Fleet.Checks.Judging.Expectations;

/// <summary><c>mode_within</c>: permissions that give nobody more than one of these does, to the same owner and group. Values are as <c>ls -l</c> shows them (<c>-rw------- root:root</c>).</summary>
/// <param name="Allowed">At least one; a remedy sets the first.</param>
public sealed record ModeWithin(ImmutableArray<AllowedMode> Allowed) : Condition
{
    public override string Words =>
        $"at most {string.Join(" or ", Allowed.Select(mode => mode.ToString()))}";

    public override bool Accepts(FactText value) =>
        PermissionText.Bits(value.Value) is { } bits
        && Allowed.Any(mode => (bits & ~mode.Bits) == 0 && mode.Has(value.Value[11..]));
}

/// <summary>Permissions and owners that are allowed.</summary>
/// <param name="Bits">07777.</param>
/// <param name="Owners">Owner and group: <c>root:root</c>; <c>*</c> in the place of one stands for anybody.</param>
public sealed record AllowedMode(int Bits, string Owners)
{
    private const int All = 0b111_111_111_111;

    public string Octal => Convert.ToString(Bits, 8).PadLeft(4, '0');

    /// <summary>Reads <c>0640 root:ssh_keys</c>; null for anything else.</summary>
    public static AllowedMode? Parse(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return
            blank is 3 or 4
            && text.AsSpan(0, blank).IndexOfAnyExceptInRange('0', '7') < 0
            && text[(blank + 1)..].Split(':') is [{ Length: > 0 }, { Length: > 0 }]
            ? new AllowedMode(Convert.ToInt32(text[..blank], 8) & All, text[(blank + 1)..])
            : null;
    }

    /// <summary>True for these owners.</summary>
    public bool Has(string owners) => Facts.FactKey.Matches(owners, Owners);

    public override string ToString() => $"{Octal} {Owners}";
}
