namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>A part of a line, without copying it. The default is "not there"; an empty user name is there with length 0.</summary>
/// <param name="Start">Offset in bytes.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct Slice(int Start, int Length)
{
    /// <summary>One past the last byte.</summary>
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    /// <summary>The bytes in the line that the slice was made from.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line) => line.Slice(Start, Length);

    /// <summary>From one offset up to another.</summary>
    public static Slice Between(int start, int end) => new(start, end - start);
}
