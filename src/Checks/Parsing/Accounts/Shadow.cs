using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of shadow(5), without the hash. Days count from 1970-01-01 UTC; null: the field is empty.</summary>
/// <param name="Name">The account.</param>
/// <param name="Password">What its password field allows.</param>
/// <param name="LastChange">Day of the last change; 0: it must be changed at the next login.</param>
/// <param name="Minimum">Days before the next change.</param>
/// <param name="Maximum">Days until it must be changed.</param>
/// <param name="Warning">Days of warning before that.</param>
/// <param name="Inactive">Days after that until the account is refused.</param>
/// <param name="Expires">The day the account expires.</param>
public sealed record ShadowEntry(
    string Name,
    PasswordState Password,
    long? LastChange,
    long? Minimum,
    long? Maximum,
    long? Warning,
    long? Inactive,
    long? Expires
);

/// <summary>/etc/shadow.</summary>
public sealed record Shadow(ImmutableArray<ShadowEntry> Entries)
{
    private const int OldFields = 5;
    private const int Fields = 9;

    /// <summary>Lines that getspent(3) would not take are passed over; of one name the first counts.</summary>
    public static Shadow Parse(string text)
    {
        var entries = ImmutableArray.CreateBuilder<ShadowEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (Read(line.TrimEnd('\r').Split(':')) is { } entry && names.Add(entry.Name))
            {
                entries.Add(entry);
            }
        }

        return new Shadow(entries.ToImmutable());
    }

    private static ShadowEntry? Read(string[] fields)
    {
        if (
            fields.Length is not (OldFields or Fields)
            || fields[0].Length == 0
            || fields[0][0] is '#' or '+' or '-'
        )
        {
            return null;
        }

        var days = new long?[Fields];
        for (var index = 2; index < fields.Length && index < Fields - 1; index++)
        {
            if (!TryDays(fields[index], out days[index]))
            {
                return null;
            }
        }

        return new ShadowEntry(
            fields[0],
            PasswordField.Read(fields[1]),
            days[2],
            days[3],
            days[4],
            days[5],
            days[6],
            days[7]
        );
    }

    /// <summary>An empty field is "no such limit"; a sign makes getspent(3) refuse the line.</summary>
    private static bool TryDays(string field, out long? days)
    {
        var good = long.TryParse(
            field,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        days = good ? number : null;
        return good || field.Length == 0;
    }
}
