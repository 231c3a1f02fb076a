using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Accounts;

/// <summary>A file's kind, permissions and owners as a fact's value, the way <c>ls -l</c> shows them: <c>drwxr-xr-x alice:alice</c>.</summary>
/// <param name="IsDirectory">The kind matters only so far.</param>
/// <param name="Bits">07777.</param>
/// <param name="Owner">The owner's name, or number where it has none.</param>
/// <param name="Group">The group's name, or number where it has none.</param>
public sealed record ModeText(bool IsDirectory, int Bits, string Owner, string Group)
{
    public const int OthersMayWrite = 0b000_000_010;
    public const int GroupMayWrite = 0b000_010_000;

    /// <summary>Somebody beside the owner may go through the folder, by group or as anybody.</summary>
    public const int OthersMayEnter = 0b000_001_001;

    public const int Sticky = 0b001_000_000_000;

    private const int SetUid = 0b100_000_000_000;
    private const int SetGid = 0b010_000_000_000;
    private const int Permissions = 9;

    /// <summary>0777, as people write it.</summary>
    public string Octal => Convert.ToString(Bits, 8).PadLeft(4, '0');

    public static string Format(FileStatus status, string owner, string group)
    {
        Span<char> text = stackalloc char[Permissions + 1];
        text[0] = status.Kind switch
        {
            FileKind.Directory => 'd',
            FileKind.SymbolicLink => 'l',
            FileKind.Fifo => 'p',
            FileKind.Socket => 's',
            FileKind.CharacterDevice => 'c',
            FileKind.BlockDevice => 'b',
            _ => '-',
        };
        for (var index = 0; index < Permissions; index++)
        {
            var set = (status.Mode & (1 << (Permissions - 1 - index))) != 0;
            text[index + 1] = set ? "rwx"[index % 3] : '-';
        }

        Special(text, 3, status.Mode & SetUid, 's');
        Special(text, 6, status.Mode & SetGid, 's');
        Special(text, 9, status.Mode & Sticky, 't');
        return $"{text} {owner}:{group}";
    }

    /// <summary>Reads what <see cref="Format"/> wrote; null for anything else.</summary>
    public static ModeText? Parse(string value)
    {
        var colon = value.LastIndexOf(':');
        if (value.Length < Permissions + 3 || value[Permissions + 1] != ' ' || colon < 0)
        {
            return null;
        }

        var bits = 0;
        for (var index = 0; index < Permissions; index++)
        {
            var set = value[index + 1] is not ('-' or 'S' or 'T');
            bits |= set ? 1 << (Permissions - 1 - index) : 0;
        }

        bits |= value[3] is 's' or 'S' ? SetUid : 0;
        bits |= value[6] is 's' or 'S' ? SetGid : 0;
        bits |= value[9] is 't' or 'T' ? Sticky : 0;
        return new ModeText(
            value[0] == 'd',
            bits,
            value[(Permissions + 2)..colon],
            value[(colon + 1)..]
        );
    }

    private static void Special(Span<char> text, int at, int bit, char mark)
    {
        if (bit != 0)
        {
            text[at] = text[at] == 'x' ? mark : char.ToUpperInvariant(mark);
        }
    }
}
