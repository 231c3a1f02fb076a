using System.Threading.Channels;
using Fleet.Checks.Facts;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>One request to run checks, from asking to the last answer.</summary>
internal sealed class CheckRequest : IDisposable
{
    private readonly AgentSession _session;
    private readonly TimeSpan _within;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _both;
    private readonly string _id = Guid.NewGuid().ToString("N");

    public CheckRequest(
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

    public async IAsyncEnumerable<CheckAnswer> AnswersAsync(IReadOnlyCollection<string> checks)
    {
        if (_session.Requests.Open(_id) is not { } replies)
        {
            yield return new CheckAnswer.Refused("too many requests of this host are open");
            yield break;
        }

        try
        {
            await _session.SendAsync(Request(checks), _both.Token);
            while (true)
            {
                var (answer, last) = await NextAsync(replies);
                yield return answer;
                if (last)
                {
                    yield break;
                }
            }
        }
        finally
        {
            _session.Requests.Close(_id);
        }
    }

    public void Dispose()
    {
        _both.Dispose();
        _deadline.Dispose();
    }

    private ControllerMessage Request(IReadOnlyCollection<string> checks)
    {
        var run = new RunChecks();
        run.Checks.AddRange(checks);
        return new ControllerMessage
        {
            DiagnosticRequest = new DiagnosticRequest
            {
                Id = _id,
                Deadline = Duration.FromTimeSpan(_within),
                RunChecks = run,
            },
        };
    }

    private async Task<(CheckAnswer Answer, bool Last)> NextAsync(
        ChannelReader<DiagnosticReply> replies
    )
    {
        try
        {
            var reply = await replies.ReadAsync(_both.Token);
            if (reply.ResultCase != DiagnosticReply.ResultOneofCase.CheckRan)
            {
                return (new CheckAnswer.Refused(reply.Refused?.Reason ?? ""), true);
            }

            var ran = reply.CheckRan;
            return await _session.Mark.WaitForAsync(ran.Seq, _both.Token)
                ? (Ran(ran), reply.Last)
                : (new CheckAnswer.NotConnected(), true);
        }
        catch (ChannelClosedException)
        {
            return (new CheckAnswer.NotConnected(), true);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return (new CheckAnswer.TimedOut(), true);
        }
    }

    private CheckAnswer.Ran Ran(CheckRan ran) =>
        new(
            ran.Check,
            _session.Epoch,
            ran.Seq,
            (Fleet.Checks.Facts.RunStatus)ran.Status,
            ran.Reason,
            ran.Took?.ToTimeSpan() ?? TimeSpan.Zero
        );
}
