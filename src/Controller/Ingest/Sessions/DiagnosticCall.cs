using System.Threading.Channels;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>How waiting for an agent's reply ended.</summary>
internal enum CallEnd
{
    Unspecified = 0,
    Replied,

    /// <summary>Too many requests of this host are open.</summary>
    Busy,

    /// <summary>The stream ended first.</summary>
    Lost,

    /// <summary>The deadline passed first.</summary>
    TimedOut,
}

/// <summary>One diagnostic request to one agent, from asking to the last reply.</summary>
internal sealed class DiagnosticCall : IDisposable
{
    private readonly AgentSession _session;
    private readonly TimeSpan _within;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _both;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ChannelReader<DiagnosticReply>? _replies;

    public DiagnosticCall(
        AgentSession session,
        TimeSpan within,
        TimeProvider time,
        CancellationToken caller
    )
    {
        (_session, _within, _caller) = (session, within, caller);
        _deadline = new CancellationTokenSource(within, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
    }

    /// <summary>The deadline and the caller's own end.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>The caller waits no more; the deadline alone does not count.</summary>
    public bool IsGivenUp => _caller.IsCancellationRequested;

    /// <summary>Asks; false: too many requests of this host are open.</summary>
    /// <param name="request">What is asked; its id and deadline are set here.</param>
    public async Task<bool> AskAsync(DiagnosticRequest request)
    {
        _replies = _session.Requests.Open(_id);
        if (_replies is null)
        {
            return false;
        }

        request.Id = _id;
        request.Deadline = Duration.FromTimeSpan(_within);
        try
        {
            await _session.SendAsync(
                new ControllerMessage { DiagnosticRequest = request },
                _both.Token
            );
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            // The next read says that the deadline passed.
            return true;
        }

        return true;
    }

    /// <summary>The next reply, or why there is none.</summary>
    public async Task<(DiagnosticReply? Reply, CallEnd End)> NextAsync()
    {
        try
        {
            return (await _replies!.ReadAsync(_both.Token), CallEnd.Replied);
        }
        catch (ChannelClosedException)
        {
            return (null, CallEnd.Lost);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return (null, CallEnd.TimedOut);
        }
    }

    public void Dispose()
    {
        _session.Requests.Close(_id);
        _both.Dispose();
        _deadline.Dispose();
    }
}
