using System.Collections.Immutable;

namespace Fleet.Checks.Parsing;

/// <summary>/etc/resolv.conf: whom the C library asks for names (resolv.conf(5)).</summary>
/// <param name="NameServers">In order; only the first three are asked.</param>
/// <param name="Options">Of every options line, in order.</param>
public sealed record ResolvConf(ImmutableArray<string> NameServers, ImmutableArray<string> Options)
{
    /// <summary>How many servers are asked (<c>MAXNS</c>).</summary>
    public const int MostServers = 3;

    public static ResolvConf Parse(string text)
    {
        var servers = ImmutableArray.CreateBuilder<string>();
        var options = ImmutableArray.CreateBuilder<string>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(
                (char[])[' ', '\t', '\r'],
                StringSplitOptions.RemoveEmptyEntries
            );
            switch (words)
            {
                case ["nameserver", var server, ..]:
                    servers.Add(server);
                    break;
                case ["options", ..]:
                    options.AddRange(words[1..]);
                    break;
                default:
                    break;
            }
        }

        return new ResolvConf([.. servers.Take(MostServers)], options.ToImmutable());
    }
}
