using Fleet.Checks.Diagnosis;
using Fleet.Controller.Cli.Showing;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>
/// Diagnoses again until the gate that is closed opens. The host's facts are asked for each round, which costs sshd nothing; the client looks again when one of them changed, or after a minute: each
/// of its attempts that fails counts for fail2ban and for penalties (sshd_config(5) PerSourcePenalties).
/// </summary>
internal sealed class WatchRun(
    Screen screen,
    ServerSide server,
    TimeProvider time,
    DiagnosisTelling told
)
{
    /// <summary>The longest between two looks of the client.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <param name="diagnose">Makes one look.</param>
    /// <param name="interval">Between rounds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 once the gate is open.</returns>
    public async Task<int> RunAsync(
        Func<CancellationToken, Task<Diagnosed>> diagnose,
        TimeSpan interval,
        CancellationToken cancellationToken
    )
    {
        var (last, exit) = await told.TellAsync(
            await diagnose(cancellationToken),
            cancellationToken
        );
        if (last.Answer.Outcome == DiagnosisOutcome.Refused)
        {
            screen.Talk(
                $"watching: looks again every {interval.TotalSeconds:0} s where the host's facts change, else every minute; Ctrl-C ends"
            );
        }

        while (last.Answer.Outcome == DiagnosisOutcome.Refused)
        {
            await RestAsync(last, interval, cancellationToken);
            (last, exit) = await NextAsync(
                last,
                await diagnose(cancellationToken),
                cancellationToken
            );
        }

        return exit;
    }

    private async Task<(Diagnosed, int)> NextAsync(
        Diagnosed before,
        Diagnosed now,
        CancellationToken cancellationToken
    )
    {
        var changes = WatchChanges.Between(before, now);
        if (!screen.Json)
        {
            foreach (var change in changes)
            {
                screen.Line(
                    Checks.Reporting.Printable.Line(
                        $"{screen.Times.Clock(Timestamp.FromDateTimeOffset(time.GetUtcNow()))}  {change}"
                    )
                );
            }
        }

        if (WatchChanges.SameAnswer(before.Answer, now.Answer))
        {
            return (now with { Id = before.Id }, ExitCode.Findings);
        }

        var (kept, exit) = await told.TellAsync(now, cancellationToken);
        var isOpen = WatchChanges.Opened(before.Answer, now.Answer);
        return (kept, exit == ExitCode.Offline && isOpen ? ExitCode.Clean : exit);
    }

    private async Task RestAsync(
        Diagnosed last,
        TimeSpan interval,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        do
        {
            await Task.Delay(interval, time, cancellationToken);
        } while (
            time.GetElapsedTime(began) + interval <= LongestRest
            && !await HasChangedAsync(last, cancellationToken)
        );
    }

    private async Task<bool> HasChangedAsync(Diagnosed last, CancellationToken cancellationToken)
    {
        if (last.Stored is not { } host)
        {
            return false;
        }

        await server.RefreshAsync(host.Name, cancellationToken);
        return await server.ReadAsync([host.Name], cancellationToken) is { } now
            && WatchChanges.Facts(host, now).Any();
    }
}
