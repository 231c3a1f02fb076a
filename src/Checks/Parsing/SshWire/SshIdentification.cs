using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>
/// The line by which a peer names itself: <c>SSH-protoversion-softwareversion[ SP comments] CR LF</c> (RFC 4253 §4.2). Limits are OpenSSH's (<c>kex.c</c>, <c>kex_exchange_identification</c>): at
/// most <see cref="MaxLinesBefore"/> other lines of a server before it, <see cref="MaxLine"/> bytes a line, no NUL; a bare LF ends a line too.
/// </summary>
/// <param name="Line">The whole line without its end. Raw text from a peer.</param>
/// <param name="Protocol"><c>2.0</c>; <c>1.99</c> says that version 1 is spoken too.</param>
/// <param name="Software"><c>OpenSSH_9.2p1</c>.</param>
/// <param name="Comments"><c>Debian-2+deb12u7</c>, or empty.</param>
/// <param name="Before">Lines that a server sent before (a refusal such as <c>Not allowed at this time</c>).</param>
public sealed record SshIdentification(
    string Line,
    string Protocol,
    string Software,
    string Comments,
    ImmutableArray<string> Before
)
{
    /// <summary>The most lines that a client takes before the identification.</summary>
    public const int MaxLinesBefore = 1024;

    /// <summary>The longest line, in bytes with its end. RFC 4253 §4.2 allows 255; OpenSSH takes this much.</summary>
    public const int MaxLine = 8192;

    /// <summary>True where SSH 2 is spoken: 1.99 counts as 2 (RFC 4253 §5.1).</summary>
    public bool IsVersion2 => Protocol is "2.0" or "1.99";

    /// <summary>Reads from the first byte that a server sent. Any bytes give an answer.</summary>
    public static WireRead<SshIdentification> Read(ReadOnlySpan<byte> bytes)
    {
        var before = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (before.Count <= MaxLinesBefore)
        {
            var rest = bytes[at..];
            var end = rest[..Math.Min(rest.Length, MaxLine)].IndexOf((byte)'\n');
            if (rest[..(end < 0 ? Math.Min(rest.Length, MaxLine) : end)].Contains((byte)0))
            {
                return WireRead.Invalid<SshIdentification>(
                    "a NUL stands before the identification"
                );
            }

            if (end < 0)
            {
                return rest.Length >= MaxLine
                    ? WireRead.Invalid<SshIdentification>($"a line is longer than {MaxLine} bytes")
                    : WireRead.More<SshIdentification>("the line that starts with SSH-");
            }

            var line = rest[..end];
            at += end + 1;
            if (line.StartsWith("SSH-"u8))
            {
                return Split(Text(line), before.ToImmutable(), at);
            }

            before.Add(Text(line));
        }

        return WireRead.Invalid<SshIdentification>(
            $"more than {MaxLinesBefore} lines before the identification"
        );
    }

    private static WireRead<SshIdentification> Split(
        string line,
        ImmutableArray<string> before,
        int length
    )
    {
        var dash = line.IndexOf('-', 4);
        if (dash < 0)
        {
            return WireRead.Invalid<SshIdentification>("the identification names no software");
        }

        var software = line[(dash + 1)..];
        var blank = software.IndexOf(' ');
        return WireRead.Ok(
            new SshIdentification(
                line,
                line[4..dash],
                blank < 0 ? software : software[..blank],
                blank < 0 ? "" : software[(blank + 1)..],
                before
            ),
            length
        );
    }

    private static string Text(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
}
