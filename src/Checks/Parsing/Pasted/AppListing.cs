using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>Ports that a profile opens.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>; empty: both.</param>
public readonly record struct PastedPorts(int First, int Last, string Protocol);

/// <summary>An application profile of ufw: what a rule for <c>OpenSSH</c> stands for.</summary>
public sealed record PastedApp(string Name, string Title, ImmutableArray<PastedPorts> Ports)
{
    /// <summary>True where the profile opens this port for TCP.</summary>
    public bool OpensTcp(int port) =>
        Ports.Any(one => one.Protocol != "udp" && one.First <= port && port <= one.Last);
}

/// <summary>What <c>ufw app info</c> prints (ufw(8)).</summary>
public sealed record AppListing(ImmutableArray<PastedApp> Apps) : PastedOutput
{
    private const string Profile = "Profile: ";
    private const string Title = "Title: ";

    /// <summary>Null where there is no profile.</summary>
    public static AppListing? Read(string text)
    {
        var apps = ImmutableArray.CreateBuilder<PastedApp>();
        var isPort = false;
        foreach (var line in PastedLines.Of(text))
        {
            if (line.StartsWith(Profile, StringComparison.Ordinal))
            {
                apps.Add(new PastedApp(line[Profile.Length..], "", []));
                isPort = false;
            }
            else if (apps.Count > 0 && line.StartsWith(Title, StringComparison.Ordinal))
            {
                apps[^1] = apps[^1] with { Title = line[Title.Length..] };
            }
            else if (line is "Port:" or "Ports:")
            {
                isPort = apps.Count > 0;
            }
            else if (isPort && line.StartsWith(' '))
            {
                apps[^1] = apps[^1] with { Ports = [.. apps[^1].Ports, .. Ports(line.Trim())] };
            }
        }

        return apps.Count == 0 ? null : new AppListing(apps.ToImmutable());
    }

    // 137,138,6891:6900/udp
    private static IEnumerable<PastedPorts> Ports(string line)
    {
        var slash = line.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "" : line[(slash + 1)..];
        foreach (var range in (slash < 0 ? line : line[..slash]).Split(','))
        {
            var ends = range.Split(':');
            if (range == "any")
            {
                yield return new PastedPorts(0, ushort.MaxValue, protocol);
            }
            else if (TryPort(ends[0], out var first) && TryPort(ends[^1], out var last))
            {
                yield return new PastedPorts(first, last, protocol);
            }
        }
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port <= ushort.MaxValue;
}
