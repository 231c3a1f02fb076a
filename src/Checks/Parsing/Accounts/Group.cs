using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of group(5).</summary>
/// <param name="Name">The group.</param>
/// <param name="Gid">Its number.</param>
/// <param name="Members">Supplementary members by name, as written.</param>
public sealed record GroupEntry(string Name, uint Gid, ImmutableArray<string> Members);

/// <summary>/etc/group.</summary>
public sealed record Group(ImmutableArray<GroupEntry> Entries)
{
    private const int Fields = 4;

    public static Group Parse(string text)
    {
        var entries = ImmutableArray.CreateBuilder<GroupEntry>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.TrimEnd('\r').Split(':');
            if (
                fields.Length == Fields
                && fields[0].Length > 0
                && fields[0][0] is not ('#' or '+' or '-')
                && Passwd.Number(fields[2]) is { } gid
            )
            {
                entries.Add(
                    new GroupEntry(
                        fields[0],
                        gid,
                        [.. fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries)]
                    )
                );
            }
        }

        return new Group(entries.ToImmutable());
    }

    /// <summary>getgrgid(3): the first entry with the number.</summary>
    public GroupEntry? Find(uint gid) => Entries.FirstOrDefault(entry => entry.Gid == gid);

    /// <summary>The supplementary groups of an account, as initgroups(3) finds them, its primary one included.</summary>
    public ImmutableArray<uint> Of(PasswdEntry account) =>
        [
            .. Entries
                .Where(entry => entry.Members.Contains(account.Name))
                .Select(entry => entry.Gid)
                .Prepend(account.Gid)
                .Distinct(),
        ];
}
