using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>Where sshd can be dialled, as ordered text: what a model of the rulesets has to know of the host besides them. A line a socket: <c>10.0.4.12:22 eth0 router=no also=172.17.0.1</c>.</summary>
public static class SocketsDocument
{
    public const string Name = "sshd sockets";

    private const string Router = "router=";
    private const string Also = "also=";
    private const string Nothing = "-";

    /// <summary>What <see cref="Read"/> reads. Link-local addresses come and go with every container, and nobody dials them from afar: they are left out.</summary>
    public static Document Write(ImmutableArray<ConnectionQuestion> sockets) =>
        Document.Capped(Name, string.Concat(sockets.Select(socket => Line(socket) + "\n")));

    /// <summary>The sockets; lines that are none are passed over.</summary>
    public static ImmutableArray<ConnectionQuestion> Read(string body) =>
        [.. body.Split('\n').Select(Question).OfType<ConnectionQuestion>()];

    private static string Line(ConnectionQuestion socket)
    {
        var at = new IPEndPoint(
            FieldText.Address(socket.Destination, socket.IsVersion6),
            socket.Port
        );
        var router = socket.IsRouter switch
        {
            true => "yes",
            false => "no",
            null => Nothing,
        };
        var also = socket
            .LocalAddresses.Order()
            .Select(Text)
            .Where(address => !address.IsIPv6LinkLocal)
            .Select(address => address.ToString());
        return $"{at} {socket.Interface ?? Nothing} {Router}{router} {Also}{string.Join(',', also)}";
    }

    /// <summary>Numbers of both families stand in one set: what fits into 32 bits is IPv4.</summary>
    private static IPAddress Text(UInt128 number) =>
        FieldText.Address(number, isVersion6: number > uint.MaxValue);

    private static ConnectionQuestion? Question(string line)
    {
        var words = line.Split(' ');
        if (
            words.Length != 4
            || !IPEndPoint.TryParse(words[0], out var at)
            || !words[2].StartsWith(Router, StringComparison.Ordinal)
            || !words[3].StartsWith(Also, StringComparison.Ordinal)
        )
        {
            return null;
        }

        return ConnectionQuestion.FromAnywhere(
            at.Address,
            at.Port,
            words[1] == Nothing ? null : words[1]
        ) with
        {
            IsRouter = words[2][Router.Length..] switch
            {
                "yes" => true,
                "no" => false,
                _ => null,
            },
            LocalAddresses =
            [
                .. words[3]
                    [Also.Length..]
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => IPAddress.TryParse(text, out var address) ? address : null)
                    .OfType<IPAddress>()
                    .Select(FieldText.Number),
            ],
        };
    }
}
