using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fleet.Checks.Host;

namespace Fleet.Agent.Enrolment;

/// <summary>Tells machines apart without giving away /etc/machine-id, which machine-id(5) asks to keep confidential: hashed with a salt of this application's own.</summary>
public static class MachineId
{
    private const string Salt = "fleet.v1.machine-id\0";

    /// <summary>SHA-256; empty where the host has no machine id or it cannot be read.</summary>
    public static async Task<ImmutableArray<byte>> HashAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var id = await host.AskAsync(new ReadFile("/etc/machine-id", 256), cancellationToken);
        var text = id.IsOk ? id.Value.Text.Trim() : "";
        return text == "" ? [] : [.. SHA256.HashData(Encoding.UTF8.GetBytes(Salt + text))];
    }
}
