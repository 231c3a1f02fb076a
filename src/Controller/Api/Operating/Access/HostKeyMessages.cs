using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Controller.History.Queries;
using Fleet.V1;
using Google.Protobuf;

namespace Fleet.Controller.Api.Operating.Access;

/// <summary>A host's keys as the contract has them.</summary>
internal static class HostKeyMessages
{
    public static HostKeys Of(ModelInput host)
    {
        var sockets = DialledSockets.Of(host.Input);
        return new()
        {
            Host = host.Name,
            Labels = { host.Labels },
            Addresses = { sockets.Select(at => at.Address.ToString()).Distinct() },
            Ports = { sockets.Select(at => at.Port).Distinct().Order() },
            Keys =
            {
                TrueHostKey
                    .Of(host.Input)
                    .Select(key => new HostKey
                    {
                        Type = key.Type,
                        Blob = ByteString.FromBase64(key.Base64),
                        Fingerprint = key.Fingerprint,
                    }),
            },
        };
    }
}
