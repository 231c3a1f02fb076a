using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.Accounts;

/// <summary>The host's accounts and groups, and how they are shown as owners.</summary>
internal sealed class AccountNames(Passwd passwd, Group groups)
{
    private readonly Dictionary<uint, string> _users = passwd
        .Entries.DistinctBy(entry => entry.Uid)
        .ToDictionary(entry => entry.Uid, entry => entry.Name);

    private readonly Dictionary<uint, GroupEntry> _groups = groups
        .Entries.DistinctBy(entry => entry.Gid)
        .ToDictionary(entry => entry.Gid);

    /// <summary>Every account, in the file's order.</summary>
    public ImmutableArray<PasswdEntry> All => passwd.Entries;

    /// <summary>True where a group of this name exists in files.</summary>
    public bool HasGroup(string name) => groups.Entries.Any(group => group.Name == name);

    public IEnumerable<PasswdEntry> CanLogIn =>
        passwd.Entries.Where(account => account.HasLoginShell);

    /// <summary>The owner's name; uid 0 is root whatever it is called, an unknown uid its number.</summary>
    public string Owner(uint uid) =>
        uid == 0
            ? "root"
            : _users.GetValueOrDefault(uid, uid.ToString(CultureInfo.InvariantCulture));

    public string Group(uint gid) =>
        _groups.TryGetValue(gid, out var group)
            ? group.Name
            : gid.ToString(CultureInfo.InvariantCulture);

    /// <summary>The names of an account's groups, its primary one first.</summary>
    public IEnumerable<string> GroupsOf(PasswdEntry account) => groups.Of(account).Select(Group);

    public string Mode(FileStatus status) =>
        ModeText.Format(status, Owner(status.Uid), Group(status.Gid));

    public UserIdentity Identity(PasswdEntry account) =>
        new(account.Uid, account.Gid, groups.Of(account));

    /// <summary>Who is in a group; null where there is no such group.</summary>
    public PrivateGroup? MembersOf(uint gid) =>
        _groups.TryGetValue(gid, out var group)
            ? new PrivateGroup(
                [
                    .. passwd
                        .Entries.Where(entry => entry.Gid == gid)
                        .Select(entry => Owner(entry.Uid))
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                ],
                [.. group.Members]
            )
            : null;
}
