using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of gshadow(5), without the hash.</summary>
/// <param name="Name">The group.</param>
/// <param name="Password">What its password field allows.</param>
/// <param name="Administrators">Who may change its members.</param>
/// <param name="Members">Its supplementary members.</param>
public sealed record GroupShadowEntry(
    string Name,
    PasswordState Password,
    ImmutableArray<string> Administrators,
    ImmutableArray<string> Members
);

/// <summary>/etc/gshadow.</summary>
public sealed record GroupShadow(ImmutableArray<GroupShadowEntry> Entries)
{
    private const int Fields = 4;

    public static GroupShadow Parse(string text) =>
        new([
            .. text.Split('\n')
                .Select(line => line.TrimEnd('\r').Split(':'))
                .Where(fields => fields.Length == Fields && fields[0].Length > 0)
                .Select(fields => new GroupShadowEntry(
                    fields[0],
                    PasswordField.Read(fields[1]),
                    Names(fields[2]),
                    Names(fields[3])
                )),
        ]);

    private static ImmutableArray<string> Names(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
