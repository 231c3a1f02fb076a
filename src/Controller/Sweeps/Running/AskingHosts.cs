using System.Threading.Channels;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Asking;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>Asks hosts until each has answered or the deadline has come: those that are away again when they are back.</summary>
internal sealed class AskingHosts
{
    private readonly SweepProfile _profile;
    private readonly SweepTally _tally;
    private readonly SweepParts _parts;
    private readonly DateTimeOffset _deadline;
    private readonly Dictionary<int, Waiting> _waiting;
    private readonly Channel<(Waiting Host, HostAsked Answer)> _answers = Channel.CreateUnbounded<(
        Waiting,
        HostAsked
    )>();
    private int _asked;

    public AskingHosts(
        SweepProfile profile,
        IEnumerable<SweepHostRow> hosts,
        DateTimeOffset deadline,
        SweepTally tally,
        SweepParts parts
    )
    {
        (_profile, _deadline, _tally, _parts) = (profile, deadline, tally, parts);
        _waiting = hosts.ToDictionary(
            host => host.HostId,
            host => new Waiting(host, 0, DateTimeOffset.MinValue)
        );
    }

    /// <summary>Asks; what has an answer goes to <paramref name="answered"/>. Returns when nobody is asked any more; who is not told of is still waiting.</summary>
    /// <param name="answered">Takes hosts that looked, or were asked in vain.</param>
    /// <param name="cancelled">From here on no host is asked, and those that look are not waited for.</param>
    public async Task RunAsync(ChannelWriter<HostOutcome> answered, CancellationToken cancelled)
    {
        while (_waiting.Count + _asked > 0)
        {
            if (!cancelled.IsCancellationRequested && _parts.Time.GetUtcNow() < _deadline)
            {
                Ask(cancelled);
            }
            else if (_asked == 0)
            {
                return;
            }

            await TickAsync(cancelled);
            while (_answers.Reader.TryRead(out var answer))
            {
                _asked--;
                _tally.Asks(-1);
                if (Outcome(answer.Host, answer.Answer) is { } outcome)
                {
                    await answered.WriteAsync(outcome, CancellationToken.None);
                }
            }
        }
    }

    private void Ask(CancellationToken cancelled)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var now = _parts.Time.GetUtcNow();
        foreach (var id in _parts.Asker.Live)
        {
            if (_asked >= _parts.Limits.AskedAtOnce)
            {
                return;
            }

            if (_waiting.TryGetValue(id, out var host) && host.NotBefore <= now)
            {
                _waiting.Remove(id);
                _asked++;
                _tally.Asks(1);
                _ = AskAsync(host with { Asked = host.Asked + 1 }, cancelled);
            }
        }
    }

    /// <summary>Every asking ends with one answer, whatever happens: the sweep counts on it.</summary>
    private async Task AskAsync(Waiting host, CancellationToken cancelled)
    {
        HostAsked answer = new HostAsked.Lost();
        try
        {
            var left = _deadline - _parts.Time.GetUtcNow();
            answer = await _parts.Asker.AskAsync(
                host.Row.HostId,
                _profile.Asks,
                left < _parts.Limits.Patience ? left : _parts.Limits.Patience,
                cancelled
            );
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _ = _answers.Writer.TryWrite((host, answer));
        }
    }

    /// <summary>Until the next answer, or for a tick; once cancelled, until the next answer: those that are asked give up at once.</summary>
    private async Task TickAsync(CancellationToken cancelled)
    {
        if (cancelled.IsCancellationRequested)
        {
            _ = await _answers.Reader.WaitToReadAsync(CancellationToken.None);
            return;
        }

        using var tick = new CancellationTokenSource(_parts.Limits.Tick, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, cancelled);
        try
        {
            _ = await _answers.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private HostOutcome? Outcome(Waiting host, HostAsked answer)
    {
        switch (answer)
        {
            case HostAsked.Looked:
                return new(host.Row, SweepHostState.Answered, "", host.Asked);
            case HostAsked.TimedOut:
                return InVain(host, "it did not look in time");
            case HostAsked.Refused(var reason) when host.Asked >= _parts.Limits.Askings:
                return InVain(host, $"it would not look: {reason}");
            default:
                // A lost host was not asked in vain: it may come back as often as it likes.
                var asked = answer is HostAsked.Lost ? host.Asked - 1 : host.Asked;
                _waiting[host.Row.HostId] = host with
                {
                    Asked = asked,
                    NotBefore = _parts.Time.GetUtcNow() + _parts.Limits.Pause,
                };
                return null;
        }
    }

    private static HostOutcome InVain(Waiting host, string why) =>
        new(host.Row, SweepHostState.TimedOut, $"{why}: judged by what was known", host.Asked);

    private sealed record Waiting(SweepHostRow Row, int Asked, DateTimeOffset NotBefore);
}
