using System.Globalization;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>What a package's version says of the release that its makers took: <c>9.2p1</c> of <c>1:9.2p1-2+deb12u3</c>, <c>5.6.1</c> of <c>5.6.1-1</c>.</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second.</param>
/// <param name="Patch">Third; of OpenSSH its portable level, 1 of <c>9.2p1</c>.</param>
public readonly record struct UpstreamVersion(int Major, int Minor, int Patch)
    : IComparable<UpstreamVersion>
{
    /// <summary>Marks of a package that went back behind its own number: <c>5.6.1+really5.4.5-1</c> (Debian), <c>5.6.1.revertto5.4</c> (SUSE).</summary>
    private static readonly string[] Reverts = ["really", "revertto"];

    /// <summary>Null where no two numbers begin the text.</summary>
    public static UpstreamVersion? Of(string version)
    {
        var text = version.AsSpan(version.IndexOf(':') + 1);
        foreach (var mark in Reverts)
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            text = at < 0 ? text : text[(at + mark.Length)..];
        }

        if (Take(ref text) is not { } major || text is not ['.', ..])
        {
            return null;
        }

        text = text[1..];
        if (Take(ref text) is not { } minor)
        {
            return null;
        }

        if (text is not ['.' or 'p', ..])
        {
            return new UpstreamVersion(major, minor, 0);
        }

        text = text[1..];
        return new UpstreamVersion(major, minor, Take(ref text) ?? 0);
    }

    public int CompareTo(UpstreamVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(UpstreamVersion left, UpstreamVersion right) =>
        left.CompareTo(right) < 0;

    public static bool operator >(UpstreamVersion left, UpstreamVersion right) =>
        left.CompareTo(right) > 0;

    public static bool operator <=(UpstreamVersion left, UpstreamVersion right) =>
        left.CompareTo(right) <= 0;

    public static bool operator >=(UpstreamVersion left, UpstreamVersion right) =>
        left.CompareTo(right) >= 0;

    private static int? Take(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
