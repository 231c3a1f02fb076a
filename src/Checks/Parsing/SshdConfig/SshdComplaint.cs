using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Why <c>sshd -t</c> or <c>sshd -T</c> gave up.</summary>
public enum SshdComplaintKind
{
    Unspecified = 0,

    /// <summary>A line of the configuration: sshd will not start with it.</summary>
    Configuration,

    /// <summary>The privilege separation directory is missing or not root's alone. systemd removes it when the unit stops, and makes it when it starts.</summary>
    PrivilegeSeparation,

    /// <summary>No host key could be loaded: none there, or not readable for who asks.</summary>
    HostKeys,

    /// <summary>Who asked may not read the configuration.</summary>
    Permission,

    Other,
}

/// <summary>What sshd said on stderr before it gave up.</summary>
/// <param name="Kind">The kind of obstacle.</param>
/// <param name="Text">The first line that matters, as sshd wrote it.</param>
/// <param name="Source">The line of the configuration, where it names one.</param>
public sealed partial record SshdComplaint(SshdComplaintKind Kind, string Text, SshdSource? Source)
{
    /// <summary>Reads stderr of a test that failed.</summary>
    public static SshdComplaint Read(string error)
    {
        var lines = error.Split(
            '\n',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        foreach (var line in lines)
        {
            if (
                Place().Match(line) is { Success: true } place
                && !line.Contains("Deprecated option", StringComparison.Ordinal)
                && !line.Contains("Unsupported option", StringComparison.Ordinal)
            )
            {
                var number = int.Parse(
                    place.Groups["line"].ValueSpan,
                    System.Globalization.CultureInfo.InvariantCulture
                );
                return new SshdComplaint(
                    SshdComplaintKind.Configuration,
                    line,
                    new SshdSource(place.Groups["file"].Value, number)
                );
            }
        }

        foreach (var line in lines)
        {
            var kind = KindOf(line);
            if (kind != SshdComplaintKind.Other)
            {
                return new SshdComplaint(kind, line, null);
            }
        }

        return new SshdComplaint(
            SshdComplaintKind.Other,
            lines.FirstOrDefault("sshd gave no reason"),
            null
        );
    }

    /// <summary>The text without the place, which <see cref="Source"/> holds.</summary>
    public string Message => Source is null ? Text : Place().Replace(Text, "").TrimStart(':', ' ');

    private static SshdComplaintKind KindOf(string line)
    {
        bool Says(string part) => line.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Says("privilege separation directory")
            || Says("must be owned by root and not group or world-writable")
                ? SshdComplaintKind.PrivilegeSeparation
            : Says("no hostkeys available") ? SshdComplaintKind.HostKeys
            : Says("Permission denied") ? SshdComplaintKind.Permission
            : Says("bad configuration options")
            || Says("set without")
            || Says("recursive configuration includes")
            || Says("bad addr or host")
            || Says("AuthenticationMethods")
                ? SshdComplaintKind.Configuration
            : SshdComplaintKind.Other;
    }

    [GeneratedRegex(
        @"^(?<file>\S+?):? line (?<line>\d+): ?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();
}
