using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fleet.Controller.Authority;
using Fleet.Controller.Ingest.Decoding;
using Fleet.Controller.Ingest.Links;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>Holds the agents' streams: at most one a host, the newest.</summary>
public sealed class AgentSessions : IDisposable
{
    private readonly SessionParts _parts;
    private readonly IRevocations _revocations;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<int, AgentSession> _live = new();
    private volatile bool _draining;

    public AgentSessions(
        IHostRecords records,
        LinkMonitor links,
        IRevocations revocations,
        IngestOptions options,
        TimeProvider time
    )
    {
        _parts = new SessionParts(records, links, options, time);
        _revocations = revocations;
        _subscription = revocations.Subscribe(Revoked);
    }

    /// <summary>How many streams there are.</summary>
    public int Count => _live.Count;

    /// <summary>Serves one stream until it ends: the agent leaves, is revoked, a newer stream takes its place, or the controller drains.</summary>
    /// <exception cref="RpcException">How it ended, for the agent.</exception>
    public async Task ServeAsync(
        AgentIdentity agent,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (_draining)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "the controller stops"));
            }

            var session = await WelcomeAsync(agent, fromAgent, toAgent, cancellationToken);
            await ServeAsync(session, fromAgent, toAgent, cancellationToken);
        }
        catch (Exception failure) when (SessionStatus.Of(failure) is { } status)
        {
            throw new RpcException(status);
        }
        catch (Exception failure)
            when (failure is not RpcException && cancellationToken.IsCancellationRequested)
        {
            // Reads and writes of a stream whose other end is gone fail in many ways; none of them is news.
            throw new RpcException(new Status(StatusCode.Cancelled, "the agent left"));
        }
    }

    /// <summary>Asks a host to run checks now; each answer comes when its record is judged and stored.</summary>
    /// <param name="hostId">Which host.</param>
    /// <param name="checks">Which checks; none: all.</param>
    /// <param name="deadline">The most the whole may take.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async IAsyncEnumerable<CheckAnswer> RunChecksAsync(
        int hostId,
        IReadOnlyCollection<string> checks,
        TimeSpan deadline,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!_live.TryGetValue(hostId, out var session))
        {
            yield return new CheckAnswer.NotConnected();
            yield break;
        }

        using var call = new DiagnosticCall(session, deadline, _parts.Time, cancellationToken);
        await foreach (var answer in new CheckRequest(session, call).AnswersAsync(checks))
        {
            yield return answer;
        }
    }

    /// <summary>Asks a host to look at another one's sshd now: one answer an endpoint, and one more where it ended early.</summary>
    /// <param name="hostId">The vantage host.</param>
    /// <param name="target">Whom to look at; between 1 and 16 endpoints.</param>
    /// <param name="deadline">The most the whole may take; a look takes up to 10 s.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async IAsyncEnumerable<ProbeAnswer> ProbeAsync(
        int hostId,
        Checks.Probe.ReachTarget target,
        TimeSpan deadline,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!_live.TryGetValue(hostId, out var session))
        {
            yield return new ProbeAnswer.NotConnected();
            yield break;
        }

        using var call = new DiagnosticCall(session, deadline, _parts.Time, cancellationToken);
        await foreach (var answer in new ProbeRequest(call).AnswersAsync(ReachMessages.Of(target)))
        {
            yield return answer;
        }
    }

    /// <summary>Hosts whose agents have a stream now.</summary>
    public IReadOnlyCollection<int> Live => [.. _live.Keys];

    /// <summary>Sends an assignment to a host unless its stream has it already; a host without a stream gets it when it comes and this is called again.</summary>
    public async Task AssignAsync(
        int hostId,
        Assignment assignment,
        CancellationToken cancellationToken
    )
    {
        if (!_live.TryGetValue(hostId, out var session) || assignment.Equals(session.Assigned))
        {
            return;
        }

        session.Assigned = assignment;
        var message = new ControllerMessage { Assignment = assignment };
        await session.SendAsync(message, cancellationToken);
    }

    /// <summary>Tells every agent to come back later and ends the streams; agents come back spread over <see cref="IngestOptions.DrainDelay"/>.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        _draining = true;
        if (_live.IsEmpty)
        {
            return;
        }

        foreach (var session in _live.Values)
        {
            var delay = _parts.Options.DrainDelay * Random.Shared.NextDouble();
            var drain = new Drain { Delay = Duration.FromTimeSpan(delay) };
            await session.SendAsync(new ControllerMessage { Drain = drain }, cancellationToken);
        }

        // The word needs a moment to leave before the stream is cut.
        await Task.Delay(TimeSpan.FromMilliseconds(200), _parts.Time, cancellationToken);
        foreach (var session in _live.Values)
        {
            session.End(StatusCode.Unavailable, "the controller stops");
        }
    }

    public void Dispose() => _subscription.Dispose();

    private async Task<AgentSession> WelcomeAsync(
        AgentIdentity agent,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    )
    {
        var hello = await HelloAsync(fromAgent, cancellationToken);
        var opening = await _parts.Records.OpenSpoolAsync(agent.HostId, hello, cancellationToken);
        if (opening is SpoolOpening.Quarantined quarantined)
        {
            _parts.Links.Quarantined(agent.HostId);
            Replace(agent.HostId)?.End(StatusCode.FailedPrecondition, quarantined.Reason);
            throw new RpcException(new Status(StatusCode.FailedPrecondition, quarantined.Reason));
        }

        var opened = (SpoolOpening.Opened)opening;
        await toAgent.WriteAsync(Welcomes.Of(agent, opened, _parts), cancellationToken);
        if (opened.NeedsSnapshots)
        {
            var resync = new Resync { Reason = "the spool went back to an earlier state" };
            await toAgent.WriteAsync(new ControllerMessage { Resync = resync }, cancellationToken);
        }

        return new AgentSession(agent, opened, hello.NewestSeq, _parts);
    }

    private async Task<SpoolHello> HelloAsync(
        IAsyncStreamReader<AgentMessage> fromAgent,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(_parts.Options.HelloDeadline, _parts.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            return
                await fromAgent.MoveNext(both.Token)
                && fromAgent.Current.MessageCase == AgentMessage.MessageOneofCase.Hello
                ? HelloDecoder.Decode(fromAgent.Current.Hello, _parts.Time.GetUtcNow())
                : throw new MalformedException("the first message is not hello");
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            throw new RpcException(
                new Status(StatusCode.DeadlineExceeded, "no hello came in time")
            );
        }
    }

    private async Task ServeAsync(
        AgentSession session,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    )
    {
        var host = session.Agent.HostId;
        Replace(host, session)?.End(StatusCode.Aborted, "a newer stream of the same agent");
        try
        {
            // After it is listed: a revocation from here on finds it, one before shows now.
            if (_revocations.IsRevoked(session.Agent.Serial))
            {
                throw new RpcException(
                    new Status(StatusCode.Unauthenticated, "the certificate is revoked")
                );
            }

            await session.RunAsync(fromAgent, toAgent, cancellationToken);
        }
        finally
        {
            _live.TryRemove(new KeyValuePair<int, AgentSession>(host, session));
        }
    }

    private AgentSession? Replace(int hostId, AgentSession? session = null)
    {
        AgentSession? before = null;
        if (session is null)
        {
            _live.TryRemove(hostId, out before);
            return before;
        }

        _live.AddOrUpdate(
            hostId,
            session,
            (_, old) =>
            {
                before = old;
                return session;
            }
        );
        return before;
    }

    private void Revoked(Revocation revocation)
    {
        if (_live.TryGetValue(revocation.HostId, out var session))
        {
            if (!revocation.Serials.Contains(session.Agent.Serial))
            {
                return;
            }

            session.End(StatusCode.Unauthenticated, $"revoked: {revocation.Reason}");
        }

        _parts.Links.Forget(revocation.HostId);
    }
}
