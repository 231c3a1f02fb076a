using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A login of the past, or a boot (user <c>reboot</c>).</summary>
/// <param name="User">The account.</param>
/// <param name="Terminal">The terminal; <c>system boot</c> for a boot.</param>
/// <param name="From">The address or name; the kernel for a boot; may be cut to 16 characters (<c>last -w</c> prints it whole).</param>
/// <param name="Began">When, as printed.</param>
/// <param name="Ended">When it ended, or how: <c>down</c>, <c>crash</c>, <c>still logged in</c>, <c>gone - no logout</c>.</param>
/// <param name="Lasted"><c>[days+]hours:minutes</c>; empty where it goes on or nobody knows.</param>
public sealed record PastedLogin(
    string User,
    string Terminal,
    string From,
    string Began,
    string Ended,
    string Lasted
);

/// <summary>What <c>last</c> and <c>lastb</c> print (last(1)).</summary>
public sealed partial record LoginListing(ImmutableArray<PastedLogin> Logins) : PastedOutput
{
    /// <summary>Null where no line is a login.</summary>
    public static LoginListing? Read(string text)
    {
        ImmutableArray<PastedLogin> logins =
        [
            .. PastedLines
                .Of(text)
                .Select(line => Row().Match(line))
                .Where(row => row.Success)
                .Select(row => new PastedLogin(
                    row.Groups["user"].Value,
                    row.Groups["tty"].Value,
                    row.Groups["from"].Value,
                    Blanks().Replace(row.Groups["began"].Value, " "),
                    Blanks().Replace(row.Groups["ended"].Value, " "),
                    row.Groups["lasted"].Value
                )),
        ];
        return logins.IsEmpty ? null : new LoginListing(logins);
    }

    [GeneratedRegex(
        @"^(?<user>\S+) +(?<tty>system boot|\S+)( +(?<from>\S+))? +(?<began>(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z]\w\w +\d+ \d\d:\d\d(:\d\d \d{4})?) +(- )?(?<ended>\S.*?)( +\((?<lasted>[\d+:]+)\))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();

    [GeneratedRegex(" +", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
