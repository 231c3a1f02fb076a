using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Remembers this end of each connection as it is made: before sshd can have logged a line about it.</summary>
internal sealed class OwnLooks(IDialer dialer) : IDialer
{
    private const int Most = 64;
    private readonly Queue<IPEndPoint> _ends = new(Most);

    /// <summary>The latest, oldest first.</summary>
    public ImmutableArray<IPEndPoint> Ends
    {
        get
        {
            lock (_ends)
            {
                return [.. _ends];
            }
        }
    }

    public async ValueTask<Dialled> ConnectAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        var dialled = await dialer.ConnectAsync(target, cancellationToken);
        if (dialled.Local is { } end)
        {
            Remember(end);
        }

        return dialled;
    }

    private void Remember(IPEndPoint end)
    {
        lock (_ends)
        {
            if (_ends.Count == Most)
            {
                _ends.Dequeue();
            }

            _ends.Enqueue(end);
        }
    }
}
