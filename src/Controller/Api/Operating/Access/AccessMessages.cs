using System.Text.Json;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.Firewall;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating.Access;

/// <summary>Ways into accounts as the contract has them.</summary>
internal static class AccessMessages
{
    /// <summary>So many networks of a region are told.</summary>
    private const int MostNetworks = 16;

    public static IEnumerable<AccessRow> Rows(
        LoginModel model,
        ListAccessRequest asked,
        IReadOnlyDictionary<string, string> owners
    )
    {
        foreach (var account in model.Host.Accounts)
        {
            if (asked.User.Length > 0 && account.Name != asked.User)
            {
                continue;
            }

            foreach (var means in LoginWays.Of(model.Host, account))
            {
                if (IsAsked(means, asked.Key))
                {
                    var row = LoginSources.Row(model, account, means);
                    if (asked.Closed || row.Verdict != Checks.Access.Logins.LoginVerdict.No)
                    {
                        yield return Row(row, owners);
                    }
                }
            }
        }

        if (asked.User.Length == 0 || model.Find(asked.User) is null)
        {
            foreach (var row in Unseen(model, asked.User))
            {
                yield return row;
            }
        }
    }

    /// <summary>A key that is in no file that was read may still be what a command yields.</summary>
    private static bool IsAsked(LoginMeans means, string key) =>
        key.Length == 0
        || means.Fingerprint == key
        || means.Method is LoginMethod.KeysCommand or LoginMethod.UnseenKeys;

    /// <summary>Accounts of directories, and those that could not be read: a row that says so.</summary>
    private static IEnumerable<AccessRow> Unseen(LoginModel model, string user)
    {
        var name = user.Length > 0 ? user : "*";
        var decision = model.NoAccount(name);
        if (decision.Verdict == Checks.Access.Logins.LoginVerdict.Unknown)
        {
            yield return new AccessRow
            {
                User = name,
                Method = "directory",
                Verdict = V1.LoginVerdict.Unknown,
                Regions =
                {
                    Region(decision, isVersion6: false, null),
                    Region(decision, isVersion6: true, null),
                },
            };
        }
    }

    private static AccessRow Row(LoginRow row, IReadOnlyDictionary<string, string> owners) =>
        new()
        {
            User = row.Account.Name,
            Root = row.Account.Uid == 0,
            Personal = row.Account.IsPersonal,
            Method = Name(row.Means.Method),
            Fingerprint = row.Means.Fingerprint,
            KeyType = row.Means.KeyType,
            Comment = row.Means.Comment,
            Options = row.Means.Line?.Options.Canonical() ?? "",
            Expires = row.Means.Line?.Options.ExpiryTime ?? "",
            Owner = owners.GetValueOrDefault(row.Means.Fingerprint, ""),
            Place = row.Means.Source,
            Verdict = (V1.LoginVerdict)(int)row.Verdict,
            Regions = { row.Regions.Select(Region) },
        };

    public static AccessRegion Region(LoginRegion region) =>
        Region(region.Deciding, region.IsVersion6, region.Addresses);

    public static AccessRegion Region(
        LoginDecision decision,
        bool isVersion6,
        IntervalSet? addresses
    )
    {
        var networks =
            addresses is null || IsAll(addresses, isVersion6)
                ? []
                : AddressRanges.Networks(addresses, isVersion6).ToList();
        return new()
        {
            Verdict = (V1.LoginVerdict)(int)decision.Verdict,
            Ipv6 = isVersion6,
            Everywhere = networks.Count == 0,
            Networks = { networks.Take(MostNetworks) },
            MoreNetworks = Math.Max(0, networks.Count - MostNetworks),
            Gate = Name(decision.Gate),
            Words = decision.Words,
            Source = decision.Source,
        };
    }

    private static bool IsAll(IntervalSet addresses, bool isVersion6) =>
        addresses.Equals(isVersion6 ? IntervalSet.All : IntervalSet.Between(0, uint.MaxValue));

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
