using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Parsing.KnownHosts;

/// <summary>One known_hosts file as ssh reads it (<c>hostfile.c: hostkeys_foreach</c>): <c>[@marker] names keytype base64 [comment]</c>.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Lines">The lines with a key, in order.</param>
/// <param name="Broken">The lines that ssh passes over, comments and empty ones left out.</param>
public sealed record KnownHostsFile(
    string Path,
    ImmutableArray<KnownHostLine> Lines,
    ImmutableArray<BrokenKnownHostLine> Broken
)
{
    private const int LongestMarker = 31;

    /// <summary>Reads a file's text. Never throws: what cannot be read is a broken line.</summary>
    public static KnownHostsFile Parse(string path, string text)
    {
        var lines = ImmutableArray.CreateBuilder<KnownHostLine>();
        var broken = ImmutableArray.CreateBuilder<BrokenKnownHostLine>();
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan()[range].TrimStart(" \t");
            if (line.IsEmpty || line[0] is '#' or '\r')
            {
                continue;
            }

            if (Read(path, number, line, out var hosts, out var reason) is { } read)
            {
                lines.Add(read);
            }
            else
            {
                broken.Add(new BrokenKnownHostLine(path, number, hosts, reason));
            }
        }

        return new KnownHostsFile(path, lines.ToImmutable(), broken.ToImmutable());
    }

    private static KnownHostLine? Read(
        string path,
        int number,
        ReadOnlySpan<char> line,
        out string hosts,
        out string reason
    )
    {
        hosts = "";
        if (Marker(ref line, out reason) is not { } marker)
        {
            return null;
        }

        hosts = Word(ref line);
        if (KnownHostName.IsHashed(hosts) && !KnownHostName.TrySalt(hosts, out _))
        {
            reason = "the hashed name is damaged";
            return null;
        }

        if (KnownHostName.IsHashed(hosts) && !KnownHostName.IsWholeHash(hosts))
        {
            reason = "the hashed name is damaged: no host has it";
            return null;
        }

        line = line.TrimStart(" \t");
        if (line.IsEmpty || line[0] is '#' or '\r')
        {
            reason = "no key behind the name";
            return null;
        }

        var type = Word(ref line);
        line = line.TrimStart(" \t");
        var base64 = Word(ref line).TrimEnd('\r');
        if (base64.Length == 0)
        {
            reason = "a key type without a key, or a key without its type";
            return null;
        }

        return SshPublicKey.Read(type, base64, out reason) is { } key
            ? new KnownHostLine(
                path,
                number,
                marker,
                hosts,
                key,
                base64,
                line.Trim(" \t\r").ToString()
            )
            : null;
    }

    /// <summary><c>check_markers</c>: at most one, with a blank behind it.</summary>
    private static KnownHostMarker? Marker(ref ReadOnlySpan<char> line, out string reason)
    {
        reason = "";
        if (line.IsEmpty || line[0] != '@')
        {
            return KnownHostMarker.None;
        }

        // ssh looks for a space first, anywhere in the line: a tab behind a marker counts only in a line without spaces.
        var space = line.IndexOf(' ');
        var end = space < 0 ? line.IndexOf('\t') : space;
        var word = (end < 0 ? line : line[..end]).ToString();
        var rest = end < 0 ? [] : line[end..];
        KnownHostMarker? marker = word switch
        {
            "@cert-authority" => KnownHostMarker.CertAuthority,
            "@revoked" => KnownHostMarker.Revoked,
            _ => null,
        };
        rest = rest.TrimStart(" \t");
        if (marker is null || rest.IsEmpty)
        {
            reason = word.Length > LongestMarker ? "unknown marker" : $"unknown marker \"{word}\"";
            return null;
        }

        if (rest[0] == '@')
        {
            reason = "more than one marker";
            return null;
        }

        line = rest;
        return marker;
    }

    private static string Word(ref ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(' ', '\t');
        var word = (end < 0 ? line : line[..end]).ToString();
        line = end < 0 ? [] : line[end..];
        return word;
    }
}
