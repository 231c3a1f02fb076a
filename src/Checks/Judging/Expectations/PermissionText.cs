namespace Fleet.Checks.Judging.Expectations;

/// <summary>Permissions as <c>ls -l</c> shows them.</summary>
internal static class PermissionText
{
    private const int Count = 9;

    /// <summary>07777 of <c>-rw-r----- root:root</c>; null where the value is none.</summary>
    public static int? Bits(string value)
    {
        if (value.Length < Count + 3 || value[Count + 1] != ' ')
        {
            return null;
        }

        var bits = 0;
        for (var index = 0; index < Count; index++)
        {
            if (Bit(value[index + 1], index) is not { } bit)
            {
                return null;
            }

            bits |= bit;
        }

        return bits;
    }

    // A small s or t is x and the special bit, a capital one the special bit alone.
    private static int? Bit(char letter, int index)
    {
        var own = 1 << (Count - 1 - index);
        var special = 1 << (Count + 2 - (index / 3));
        return letter == '-' ? 0
            : letter == "rwx"[index % 3] ? own
            : index % 3 != 2 ? null
            : letter == Mark(index) ? own | special
            : letter == char.ToUpperInvariant(Mark(index)) ? special
            : null;
    }

    private static char Mark(int index) => index == Count - 1 ? 't' : 's';
}
