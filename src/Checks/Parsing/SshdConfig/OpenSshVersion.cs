using System.Globalization;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>An OpenSSH release, as far as meanings depend on it: <c>9.2</c>.</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
public readonly record struct OpenSshVersion(int Major, int Minor) : IComparable<OpenSshVersion>
{
    /// <summary>What is assumed where nobody says: a release in wide use whose defaults hold for most.</summary>
    public static OpenSshVersion Assumed { get; } = new(9, 2);

    /// <summary>Finds the release in a banner or in <c>sshd -V</c>'s output: <c>OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL …</c>.</summary>
    public static bool TryFind(string text, out OpenSshVersion version)
    {
        version = default;
        const string mark = "OpenSSH_";
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var rest = text.AsSpan(at + mark.Length);
        var dot = rest.IndexOf('.');
        if (dot <= 0 || !TryNumber(rest[..dot], out var major))
        {
            return false;
        }

        rest = rest[(dot + 1)..];
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        if (!TryNumber(end < 0 ? rest : rest[..end], out var minor))
        {
            return false;
        }

        version = new OpenSshVersion(major, minor);
        return true;
    }

    public int CompareTo(OpenSshVersion other) =>
        (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>True for this release and later ones.</summary>
    public bool IsAtLeast(int major, int minor) => CompareTo(new OpenSshVersion(major, minor)) >= 0;

    public static bool operator <(OpenSshVersion left, OpenSshVersion right) =>
        left.CompareTo(right) < 0;

    public static bool operator >(OpenSshVersion left, OpenSshVersion right) =>
        left.CompareTo(right) > 0;

    public static bool operator <=(OpenSshVersion left, OpenSshVersion right) =>
        left.CompareTo(right) <= 0;

    public static bool operator >=(OpenSshVersion left, OpenSshVersion right) =>
        left.CompareTo(right) >= 0;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
