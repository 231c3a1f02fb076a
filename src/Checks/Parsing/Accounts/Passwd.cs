using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of passwd(5), without the password field.</summary>
/// <param name="Name">The account.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">Its primary group.</param>
/// <param name="Home">As written: may be empty, or a folder that is not there.</param>
/// <param name="Shell">As written; empty stands for /bin/sh.</param>
public sealed record PasswdEntry(string Name, uint Uid, uint Gid, string Home, string Shell)
{
    /// <summary>What the password field allows where it holds the password itself; null where shadow(5) does (<c>x</c>).</summary>
    public PasswordState? Password { get; init; }

    /// <summary>False where the shell is one that only says no: <c>nologin</c> or <c>false</c>, wherever they stand.</summary>
    public bool HasLoginShell =>
        Shell.AsSpan()[(Shell.LastIndexOf('/') + 1)..] is not ("nologin" or "false");
}

/// <summary>/etc/passwd: the accounts that files define. Other sources of nsswitch.conf(5) may have more.</summary>
public sealed record Passwd(ImmutableArray<PasswdEntry> Entries)
{
    private const int Fields = 7;

    /// <summary>Lines that are no entry (comments, NIS compat lines, damage) are passed over, as getpwent(3) does; of one name the first counts.</summary>
    public static Passwd Parse(string text)
    {
        var entries = ImmutableArray.CreateBuilder<PasswdEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(':');
            if (
                fields.Length == Fields
                && fields[0].Length > 0
                && fields[0][0] is not ('#' or '+' or '-')
                && Number(fields[2]) is { } uid
                && Number(fields[3]) is { } gid
                && names.Add(fields[0])
            )
            {
                entries.Add(
                    new PasswdEntry(fields[0], uid, gid, fields[5], fields[6].TrimEnd())
                    {
                        Password = fields[1] == "x" ? null : PasswordField.Read(fields[1]),
                    }
                );
            }
        }

        return new Passwd(entries.ToImmutable());
    }

    internal static uint? Number(string field) =>
        uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
