using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>sshd's four lists, for this user from this source.</summary>
internal static class UserPart
{
    private static readonly string[] Lists =
    [
        "DenyUsers",
        "AllowUsers",
        "DenyGroups",
        "AllowGroups",
    ];

    public static Known<SshdSetting> Of(
        Known<SshdEffective> config,
        LoginQuestion asked,
        Known<AccountState> account
    )
    {
        if (config.Value is not { } effective)
        {
            return Known.Unknown<SshdSetting>(config.Reason);
        }

        if (Array.Find(Lists, list => !effective.IsSure(list)) is { } unsure)
        {
            return Known.Unknown<SshdSetting>($"{unsure} cannot be told");
        }

        if (
            account.Value is null
            && Array.Exists(
                Lists,
                list =>
                    list.EndsWith("Groups", StringComparison.Ordinal)
                    && effective.Find(list) is not null
            )
        )
        {
            return Known.Unknown<SshdSetting>($"the groups of {asked.User} are not known");
        }

        // Without a source no entry with a host part is met: an address that cannot be one stands for it.
        var source = asked.Source?.ToString() ?? "0.0.0.0";
        var refusal = SshdUserLists.Refusal(
            effective,
            asked.User,
            account.Value?.Groups ?? [],
            source,
            source
        );
        return refusal is null
            ? Known.Absent<SshdSetting>("no list refuses the user", config.Source)
            : Known.Present(refusal, refusal.Source?.ToString() ?? config.Source);
    }
}
