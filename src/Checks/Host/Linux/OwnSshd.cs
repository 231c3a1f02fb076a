using System.Net;
using System.Net.NetworkInformation;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Looks at this host's own SSH server as a client does, and at nobody else's.</summary>
internal sealed class OwnSshd(ISshProbe probe, TimeProvider time)
{
    /// <summary>Well above what makes sshd's penalties for connections without authentication add up (1 s each, 15 s block: sshd_config(5) PerSourcePenalties).</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private readonly PacedProbe _paced = new(probe, time, Pace);

    public async ValueTask<Reply<SshProbeResult>> LookAsync(
        LookAtOwnSshd asked,
        CancellationToken cancellationToken
    )
    {
        if (
            !IPAddress.TryParse(asked.Address, out var address)
            || asked.Port is < 1 or > IPEndPoint.MaxPort
        )
        {
            return Reply.Failed<SshProbeResult>($"{asked.Address} port {asked.Port}: is no socket");
        }

        return IsOwn(address)
            ? Reply.Ok(
                await _paced.LookAsync(new IPEndPoint(address, asked.Port), cancellationToken)
            )
            : Reply.Denied<SshProbeResult>($"{address}: is no address of this host");
    }

    private static bool IsOwn(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(device => device.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));
}
