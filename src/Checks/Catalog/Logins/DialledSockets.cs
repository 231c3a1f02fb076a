using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>The addresses and ports at which others dial a host's sshd, as the host itself says.</summary>
public static class DialledSockets
{
    public static ImmutableArray<IPEndPoint> Of(JudgeInput input) =>
        input.Documents.TryGetValue(SocketsDocument.Name, out var document)
            ?
            [
                .. SocketsDocument
                    .Read(document.Body)
                    .Select(socket => new IPEndPoint(
                        FieldText.Address(socket.Destination, socket.IsVersion6),
                        socket.Port
                    ))
                    .Where(at => !IPAddress.IsLoopback(at.Address) && !at.Address.IsIPv6LinkLocal),
            ]
            : [];
}
