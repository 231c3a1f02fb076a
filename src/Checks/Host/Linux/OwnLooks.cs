using System.Net;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Remembers this end of each connection as it is made: before sshd can have logged a line about it.</summary>
internal sealed class OwnLooks(IDialer dialer, FleetVisits visits) : IDialer
{
    public async ValueTask<Dialled> ConnectAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        var dialled = await dialer.ConnectAsync(target, cancellationToken);
        if (dialled.Local is { } end)
        {
            visits.Add(end);
        }

        return dialled;
    }
}
