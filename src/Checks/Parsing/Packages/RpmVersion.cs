namespace Fleet.Checks.Parsing.Packages;

/// <summary>Orders rpm's versions, <c>version-release</c> without epoch (rpm-version(7)).</summary>
public static class RpmVersion
{
    public static int Compare(string left, string right)
    {
        var (leftVersion, leftRelease) = Split(left);
        var (rightVersion, rightRelease) = Split(right);
        var version = ComparePart(leftVersion, rightVersion);
        return version != 0 ? version : ComparePart(leftRelease, rightRelease);
    }

    /// <summary>The release, <c>38.el9_4.1</c>.</summary>
    public static string ReleaseOf(string version) => Split(version).Release;

    private static (string Version, string Release) Split(string text) =>
        text.LastIndexOf('-') is >= 0 and var hyphen
            ? (text[..hyphen], text[(hyphen + 1)..])
            : (text, "");

    // rpmvercmp: segments of letters or of digits; separators only part them, but a tilde sorts before the end and a caret behind it.
    private static int ComparePart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = SkipSeparators(left);
            right = SkipSeparators(right);
            if (Mark(left) != Mark(right))
            {
                return Mark(left).CompareTo(Mark(right));
            }

            if (left.IsEmpty)
            {
                return 0;
            }

            if (left[0] is '~' or '^')
            {
                left = left[1..];
                right = right[1..];
                continue;
            }

            // A number is newer than letters.
            if (char.IsAsciiDigit(left[0]) != char.IsAsciiDigit(right[0]))
            {
                return char.IsAsciiDigit(left[0]) ? 1 : -1;
            }

            var order = char.IsAsciiDigit(left[0])
                ? CompareNumbers(ref left, ref right)
                : TakeLetters(ref left).SequenceCompareTo(TakeLetters(ref right));
            if (order != 0)
            {
                return order;
            }
        }
    }

    private static int Mark(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0
        : text[0] == '~' ? -1
        : text[0] == '^' ? 1
        : 2;

    private static ReadOnlySpan<char> SkipSeparators(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (
            at < text.Length && !char.IsAsciiLetterOrDigit(text[at]) && text[at] is not ('~' or '^')
        )
        {
            at++;
        }

        return text[at..];
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var leftNumber = DpkgVersion.TakeDigits(ref left);
        var rightNumber = DpkgVersion.TakeDigits(ref right);
        return leftNumber.Length != rightNumber.Length
            ? leftNumber.Length - rightNumber.Length
            : leftNumber.SequenceCompareTo(rightNumber);
    }

    private static ReadOnlySpan<char> TakeLetters(ref ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        var letters = text[..end];
        text = text[end..];
        return letters;
    }
}
