using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>A key that a line gives.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Key">The key.</param>
/// <param name="Options">What stands before it.</param>
/// <param name="Comment">What stands behind it: anything its writer liked.</param>
public sealed record AuthorizedKey(int Line, SshPublicKey Key, KeyOptions Options, string Comment);

/// <summary>A line that sshd passes over without a word at its usual log level.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">Why.</param>
public sealed record BrokenKeyLine(int Line, string Reason);

/// <summary>authorized_keys as sshd reads it (<c>auth2-pubkeyfile.c</c>, <c>auth-options.c</c>): a key at the start of the line, or options and then a key.</summary>
public sealed record AuthorizedKeysFile(
    ImmutableArray<AuthorizedKey> Keys,
    ImmutableArray<BrokenKeyLine> Broken
)
{
    public static AuthorizedKeysFile Parse(string text)
    {
        var keys = ImmutableArray.CreateBuilder<AuthorizedKey>();
        var broken = ImmutableArray.CreateBuilder<BrokenKeyLine>();
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan()[range].TrimStart(" \t").TrimEnd('\r');
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (Read(number, line, out var reason) is { } key)
            {
                keys.Add(key);
            }
            else
            {
                broken.Add(new BrokenKeyLine(number, reason));
            }
        }

        return new AuthorizedKeysFile(keys.ToImmutable(), broken.ToImmutable());
    }

    private static AuthorizedKey? Read(int number, ReadOnlySpan<char> line, out string reason)
    {
        if (KeyAt(line, out var comment, out reason) is { } plain)
        {
            return new AuthorizedKey(number, plain, KeyOptions.None, comment);
        }

        var end = EndOfOptions(line);
        if (end < 0)
        {
            reason = "a quote is not closed";
            return null;
        }

        var startsWithType = SshKeyType.IsKnown(line[..end].ToString());
        var behind = line[end..].TrimStart(" \t");
        if (KeyAt(behind, out comment, out var second) is not { } key)
        {
            // Where the line starts with a key type, what is wrong with that key is the better reason.
            reason = startsWithType || behind.IsEmpty ? reason : second;
            return null;
        }

        return KeyOptionsReader.Read(line.ToString(), out reason) is { } options
            ? new AuthorizedKey(number, key, options, comment)
            : null;
    }

    /// <summary><c>sshkey_read</c> at the start of the text.</summary>
    private static SshPublicKey? KeyAt(
        ReadOnlySpan<char> text,
        out string comment,
        out string reason
    )
    {
        comment = "";
        var blank = text.IndexOfAny(' ', '\t');
        if (blank < 0)
        {
            reason = text.IsEmpty
                ? "no key"
                : "a key type without a key, or a key without its type";
            return null;
        }

        var rest = text[blank..].TrimStart(" \t");
        var end = rest.IndexOfAny(' ', '\t');
        comment = end < 0 ? "" : rest[end..].Trim(" \t").ToString();
        return SshPublicKey.Read(
            text[..blank].ToString(),
            (end < 0 ? rest : rest[..end]).ToString(),
            out reason
        );
    }

    /// <summary><c>sshkey_advance_past_options</c>: the first blank outside quotes; -1 where a quote stays open.</summary>
    private static int EndOfOptions(ReadOnlySpan<char> line)
    {
        var quoted = false;
        var at = 0;
        for (; at < line.Length && (quoted || line[at] is not (' ' or '\t')); at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '"')
            {
                at++;
            }
            else if (line[at] == '"')
            {
                quoted = !quoted;
            }
        }

        return quoted ? -1 : Math.Min(at, line.Length);
    }
}
