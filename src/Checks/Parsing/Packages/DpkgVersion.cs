using System.Globalization;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>Orders Debian's versions, <c>epoch:upstream-revision</c> (deb-version(7)).</summary>
public static class DpkgVersion
{
    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftRest) = Epoch(left);
        var (rightEpoch, rightRest) = Epoch(right);
        if (leftEpoch != rightEpoch)
        {
            return leftEpoch.CompareTo(rightEpoch);
        }

        var (leftUpstream, leftRevision) = Revision(leftRest);
        var (rightUpstream, rightRevision) = Revision(rightRest);
        var upstream = ComparePart(leftUpstream, rightUpstream);
        return upstream != 0 ? upstream : ComparePart(leftRevision, rightRevision);
    }

    private static (long Epoch, string Version) Epoch(string version)
    {
        var colon = version.IndexOf(':');
        return
            colon > 0
            && long.TryParse(
                version.AsSpan(0, colon),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var epoch
            )
            ? (epoch, version[(colon + 1)..])
            : (0, version);
    }

    private static (string Upstream, string Revision) Revision(string version) =>
        version.LastIndexOf('-') is >= 0 and var hyphen
            ? (version[..hyphen], version[(hyphen + 1)..])
            : (version, "");

    // Runs of other characters and of digits take turns; a run that ended weighs as nothing.
    private static int ComparePart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while (IsText(left) || IsText(right))
            {
                var order = Weight(left) - Weight(right);
                if (order != 0)
                {
                    return order;
                }

                left = left[1..];
                right = right[1..];
            }

            var digits = CompareDigits(ref left, ref right);
            if (digits != 0)
            {
                return digits;
            }
        }

        return 0;
    }

    private static bool IsText(ReadOnlySpan<char> text) =>
        !text.IsEmpty && !char.IsAsciiDigit(text[0]);

    /// <summary>A tilde sorts before the end, letters before everything else.</summary>
    private static int Weight(ReadOnlySpan<char> text) =>
        text.IsEmpty || char.IsAsciiDigit(text[0]) ? 0
        : text[0] == '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 256;

    private static int CompareDigits(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var leftNumber = TakeDigits(ref left);
        var rightNumber = TakeDigits(ref right);
        return leftNumber.Length != rightNumber.Length
            ? leftNumber.Length - rightNumber.Length
            : leftNumber.SequenceCompareTo(rightNumber);
    }

    internal static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
