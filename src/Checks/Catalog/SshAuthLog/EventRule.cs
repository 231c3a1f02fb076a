using System.Globalization;
using System.Net;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>A rule over the last hour's events. It speaks of the host as a whole, so that its pass ends what its warning began.</summary>
public abstract class EventRule : Rule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var source = input[SshAuthLogCheck.Id].Read(SshAuthLogCheck.SourceKey);
        if (!source.IsPresent)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"sshd's log could not be read: {source.Reason}"
            );
            yield break;
        }

        yield return Judge(input, [.. Attempts.Window(input)]) with
        {
            Source = source.Value,
        };
    }

    private protected abstract Finding Judge(JudgeInput input, IReadOnlyList<EventBucket> window);

    /// <summary>A whole-number parameter of the policy.</summary>
    private protected long Number(JudgeInput input, string name) =>
        long.TryParse(
            input.Policy.Parameter(Declaration, name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : long.Parse(Declaration.Parameters[name], CultureInfo.InvariantCulture);

    /// <summary>
    /// Shuts a public address out until the next boot, on any Linux and beside any firewall. None for private addresses (that may be a whole office, or the gateway) and
    /// for text that is no address.
    /// </summary>
    private protected static string? Blackhole(string source)
    {
        if (!IPAddress.TryParse(source, out var address))
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsPublic(address)
            ? address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                ? $"ip -6 route add blackhole {address}/128"
                : $"ip route add blackhole {address}/32"
            : null;
    }

    private static bool IsPublic(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4
            ? bytes[0] is not (0 or 10 or 127 or >= 224)
                && !(bytes[0] == 172 && bytes[1] is >= 16 and < 32)
                && !(bytes[0] == 192 && bytes[1] == 168)
                && !(bytes[0] == 169 && bytes[1] == 254)
                && !(bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            : (bytes[0] & 0xe0) == 0x20 && address.ScopeId == 0;
    }
}
