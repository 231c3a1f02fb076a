using System.Net;

namespace Fleet.Checks.Probe;

/// <summary>
/// Looks at a target at most once in a while: whoever asks sooner gets the last answer again, whoever asks meanwhile waits for it. From 9.8 on sshd adds a penalty for every connection without an
/// authentication and blocks the source above a threshold (sshd_config(5) PerSourcePenalties); loopback is no exception.
/// </summary>
/// <param name="probe">Looks.</param>
/// <param name="time">The clock of the pace.</param>
/// <param name="pace">The shortest time between two looks at one target.</param>
public sealed class PacedProbe(ISshProbe probe, TimeProvider time, TimeSpan pace) : ISshProbe
{
    private readonly Dictionary<IPEndPoint, Target> _targets = [];

    private sealed class Target
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Waiting { get; set; }

        public long At { get; set; }

        public SshProbeResult? Last { get; set; }
    }

    public async ValueTask<SshProbeResult> LookAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        var entry = Enter(target);
        try
        {
            await entry.Turn.WaitAsync(cancellationToken);
            try
            {
                if (entry.Last is { } last && time.GetElapsedTime(entry.At) < pace)
                {
                    return last;
                }

                entry.At = time.GetTimestamp();
                entry.Last = await probe.LookAsync(target, cancellationToken);
                return entry.Last;
            }
            finally
            {
                entry.Turn.Release();
            }
        }
        finally
        {
            Leave(entry);
        }
    }

    private Target Enter(IPEndPoint target)
    {
        lock (_targets)
        {
            foreach (
                var (old, entry) in _targets
                    .Where(t => t.Value.Waiting == 0 && time.GetElapsedTime(t.Value.At) >= pace)
                    .ToList()
            )
            {
                entry.Turn.Dispose();
                _targets.Remove(old);
            }

            if (!_targets.TryGetValue(target, out var found))
            {
                _targets[target] = found = new Target();
            }

            found.Waiting++;
            return found;
        }
    }

    private void Leave(Target entry)
    {
        lock (_targets)
        {
            entry.Waiting--;
        }
    }
}
