namespace Fleet.Checks.Catalog.Accounts;

/// <summary>
/// Debian's and Ubuntu's sshd lets a path be writable by its group where the group is the user's own (patch user-group-modes): it has at least one member, every account that has it
/// as primary group has the user's uid, and its supplementary members are none or the path's owner alone.
/// </summary>
/// <param name="Primary">Owners' names of the accounts whose primary group it is.</param>
/// <param name="Members">Its supplementary members.</param>
internal sealed record PrivateGroup(string[] Primary, string[] Members)
{
    public bool Admits(string user, string pathOwner) =>
        Primary.Length + Members.Length > 0
        && Array.TrueForAll(Primary, name => name == user)
        && (Members.Length == 0 || (Members.Length == 1 && Members[0] == pathOwner));

    /// <summary>Names joined as facts hold them.</summary>
    public static string Join(IEnumerable<string> names) => string.Join(',', names);

    public static string[] Split(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
