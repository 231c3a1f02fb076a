using Fleet.Checks.Facts;
using Fleet.V1;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>One request to run checks, from asking to the last answer.</summary>
internal sealed class CheckRequest(AgentSession session, DiagnosticCall call)
{
    public async IAsyncEnumerable<CheckAnswer> AnswersAsync(IReadOnlyCollection<string> checks)
    {
        var run = new RunChecks();
        run.Checks.AddRange(checks);
        if (!await call.AskAsync(new DiagnosticRequest { RunChecks = run }))
        {
            yield return new CheckAnswer.Refused("too many requests of this host are open");
            yield break;
        }

        while (true)
        {
            var (answer, last) = await NextAsync();
            yield return answer;
            if (last)
            {
                yield break;
            }
        }
    }

    private async Task<(CheckAnswer Answer, bool Last)> NextAsync()
    {
        var (reply, end) = await call.NextAsync();
        if (reply is null)
        {
            return (
                end == CallEnd.TimedOut
                    ? new CheckAnswer.TimedOut()
                    : new CheckAnswer.NotConnected(),
                true
            );
        }

        if (reply.ResultCase != DiagnosticReply.ResultOneofCase.CheckRan)
        {
            return (new CheckAnswer.Refused(reply.Refused?.Reason ?? ""), true);
        }

        try
        {
            var ran = reply.CheckRan;
            return await session.Mark.WaitForAsync(ran.Seq, call.Token)
                ? (Ran(ran), reply.Last)
                : (new CheckAnswer.NotConnected(), true);
        }
        catch (OperationCanceledException) when (!call.IsGivenUp)
        {
            return (new CheckAnswer.TimedOut(), true);
        }
    }

    private CheckAnswer.Ran Ran(CheckRan ran) =>
        new(
            ran.Check,
            session.Epoch,
            ran.Seq,
            (Fleet.Checks.Facts.RunStatus)ran.Status,
            ran.Reason,
            ran.Took?.ToTimeSpan() ?? TimeSpan.Zero
        );
}
