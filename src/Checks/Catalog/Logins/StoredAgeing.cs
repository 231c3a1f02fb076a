using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.SshAccounts;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>When shadow(5)'s days are reached, as pam_unix counts them (<c>passverify.c</c>, <c>check_shadow_expiry</c>).</summary>
internal static class StoredAgeing
{
    /// <param name="account">The account.</param>
    /// <param name="expires">The fact of its expiry.</param>
    /// <param name="ageing">The fact of its password's ageing.</param>
    public static HostAccount Of(HostAccount account, string expires, string ageing)
    {
        var read = Ageing.Parse(ageing);
        var changed = read.Changed ?? -1;
        var ages = ageing.Length > 0 && read.Maximum is < int.MaxValue && changed < int.MaxValue;
        return account with
        {
            ExpiresAt = DayText.Start(expires),
            ChangeDueAt =
                read.Changed == 0 ? DateTimeOffset.MinValue
                : ages ? DayText.Start(changed + read.Maximum!.Value + 1)
                : null,
            InactiveAt =
                ages && read.Changed != 0 && read.Inactive is < int.MaxValue
                    ? DayText.Start(changed + read.Maximum!.Value + read.Inactive!.Value + 1)
                    : null,
        };
    }
}
