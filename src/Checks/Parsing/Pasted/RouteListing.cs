using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A route as <c>route</c> and <c>netstat -r</c> print it.</summary>
/// <param name="Destination">A network, <c>default</c> or <c>0.0.0.0</c>.</param>
/// <param name="Gateway"><c>0.0.0.0</c> or <c>*</c>: on the link itself.</param>
/// <param name="Mask">The netmask.</param>
/// <param name="Flags"><c>U</c> up, <c>G</c> by a gateway, <c>H</c> a single host, <c>!</c> refused (route(8)).</param>
/// <param name="Device">The interface; empty where none is printed.</param>
public sealed record PastedRoute(
    string Destination,
    string Gateway,
    string Mask,
    string Flags,
    string Device
);

/// <summary>The kernel's IPv4 routes as net-tools print them (route(8), netstat(8)).</summary>
public sealed record RouteListing(ImmutableArray<PastedRoute> Routes) : PastedOutput
{
    /// <summary>Null where there is no such table.</summary>
    public static RouteListing? Read(string text)
    {
        string[]? columns = null;
        var routes = ImmutableArray.CreateBuilder<PastedRoute>();
        foreach (var words in PastedLines.Of(text).Select(PastedLines.Words))
        {
            if (
                words is ["Destination", "Gateway", "Genmask", "Flags", ..]
                && words.Contains("Iface")
            )
            {
                columns = words;
            }
            else if (columns is not null && words.Length >= columns.Length)
            {
                var device = words[Array.IndexOf(columns, "Iface")];
                routes.Add(
                    new PastedRoute(
                        words[0],
                        words[1],
                        words[2],
                        words[3],
                        device == "-" ? "" : device
                    )
                );
            }
        }

        return routes.Count == 0 ? null : new RouteListing(routes.ToImmutable());
    }
}
