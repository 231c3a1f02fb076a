using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Impacts;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>Takes one record: order first, then what it says.</summary>
internal static class RecordStep
{
    public static void Take(HostFold fold, Arrival arrival)
    {
        var spool = fold.State.Spool;
        if (arrival.Seq < spool.NextSeq)
        {
            return;
        }

        var first = arrival.Body is ArrivedGap gap ? gap.FirstSeq : arrival.Seq;
        if (first > spool.NextSeq)
        {
            throw new InvalidOperationException(
                $"host {fold.State.Name}: record {spool.NextSeq} is missing before {first}"
            );
        }

        var moment = new Moment(arrival.At, arrival.Seq, Late: arrival.Seq <= spool.CatchUpTo);
        TimeStep.Pass(fold, new Moment(arrival.At, spool.NextSeq - 1, Late: false));
        fold.Earlier = fold.State;
        fold.State = fold.State with
        {
            Spool = spool with { NextSeq = arrival.Seq + 1, LastAt = arrival.At },
        };
        switch (arrival.Body)
        {
            case ArrivedSnapshot snapshot:
                ObservationStep.Take(fold, snapshot.Observation, moment);
                break;
            case ArrivedDelta delta:
                TakeDelta(fold, delta, moment);
                break;
            case ArrivedUnchanged unchanged:
                TakeUnchanged(fold, unchanged, moment);
                break;
            case ArrivedGap:
                LoseBases(fold);
                break;
            default:
                throw new InvalidOperationException(
                    $"host {fold.State.Name}: record {arrival.Seq} is of no known kind"
                );
        }

        ImpactStep.Take(fold, fold.Earlier, arrival.Body, moment);
    }

    private static void TakeDelta(HostFold fold, ArrivedDelta delta, Moment moment)
    {
        if (!fold.State.Checks.TryGetValue(delta.Check, out var run) || run.LastSeq == 0)
        {
            // The events are new whatever the base was; the facts must come again, whole.
            fold.NeedSnapshot(delta.Check);
            EventWindow.Take(fold, delta.Events, delta.Lines, moment);
            fold.Samples(moment.At, delta.Samples);
            return;
        }

        ObservationStep.Take(fold, DeltaBase.Complete(run, delta, fold.State.Documents), moment);
    }

    private static void TakeUnchanged(HostFold fold, ArrivedUnchanged unchanged, Moment moment)
    {
        if (!fold.State.Checks.TryGetValue(unchanged.Check, out var run) || run.LastSeq == 0)
        {
            fold.NeedSnapshot(unchanged.Check);
            return;
        }

        fold.Samples(moment.At, unchanged.Samples);
        fold.Ran(
            unchanged.Check,
            run with
            {
                LastSeq = moment.Seq,
                LastRunAt = moment.At,
                Runs = run.Runs + unchanged.Count,
            }
        );
        FindingStep.Judge(fold, moment, unchanged.Check);
    }

    private static void LoseBases(HostFold fold)
    {
        foreach (var (check, run) in fold.State.Checks)
        {
            fold.Ran(check, run with { LastSeq = 0 });
        }
    }
}
