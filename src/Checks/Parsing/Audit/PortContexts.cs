using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Audit;

/// <summary>A port, or a range of ports, with its SELinux type.</summary>
/// <param name="First">The first port.</param>
/// <param name="Last">The last, itself included.</param>
/// <param name="Type"><c>ssh_port_t</c>.</param>
public sealed record PortContext(int First, int Last, string Type)
{
    /// <summary>As semanage shows it: <c>2222</c> or <c>2200-2299</c>.</summary>
    public string Range => First == Last ? $"{First}" : $"{First}-{Last}";
}

/// <summary>What an administrator added to a policy's ports: <c>ports.local</c> in the policy's store, which semanage port writes (libsemanage).</summary>
public static class PortContexts
{
    /// <summary>The entries for TCP, <c>portcon tcp 2222 system_u:object_r:ssh_port_t:s0</c>, in the file's order.</summary>
    public static ImmutableArray<PortContext> OfTcp(string text) =>
        [.. text.Split('\n').Select(Read).OfType<PortContext>()];

    private static PortContext? Read(string line)
    {
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["portcon", "tcp", var range, var context, ..])
        {
            return null;
        }

        var ends = range.Split('-');
        return TryPort(ends[0], out var first) && TryPort(ends[^1], out var last)
            ? new PortContext(first, last, AccessDenial.TypeOf(context))
            : null;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > 0 and <= 65535;
}
