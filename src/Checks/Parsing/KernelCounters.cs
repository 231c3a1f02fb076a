using System.Globalization;

namespace Fleet.Checks.Parsing;

/// <summary>Numbers that the kernel counts since the boot, by name.</summary>
public static class KernelCounters
{
    /// <summary>A counter of /proc/net/netstat or /proc/net/snmp: two lines a group, names and numbers; null where there is none.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="group"><c>TcpExt</c>.</param>
    /// <param name="name"><c>ListenOverflows</c>.</param>
    public static long? OfGroup(string text, string group, string name)
    {
        var start = $"{group}: ";
        var lines = text.Split('\n')
            .Where(line => line.StartsWith(start, StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        if (lines is not [var names, var numbers])
        {
            return null;
        }

        var at = Array.IndexOf(names, name);
        return
            at > 0
            && at < numbers.Length
            && long.TryParse(
                numbers[at],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : null;
    }

    /// <summary>A counter of /proc/net/stat/nf_conntrack, summed over the processors: a line of names, then a line of hexadecimal numbers each; null where there is none.</summary>
    public static long? OfProcessors(string text, string name)
    {
        var lines = text.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 0)
            .ToList();
        var at = lines.Count > 1 ? Array.IndexOf(lines[0], name) : -1;
        if (at < 0)
        {
            return null;
        }

        var sum = 0L;
        foreach (var fields in lines.Skip(1))
        {
            if (
                at >= fields.Length
                || !uint.TryParse(
                    fields[at],
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                return null;
            }

            sum += number;
        }

        return sum;
    }
}
