using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>What a spool that says hello is to the controller. Pure.</summary>
public enum SpoolDecision
{
    Unspecified = 0,

    /// <summary>The spool known so far.</summary>
    GoesOn,

    /// <summary>A spool never seen: the host's first, or the agent was set up anew.</summary>
    IsNew,

    /// <summary>The known spool, back at an earlier state (a machine restored from a snapshot): its numbers from here on name other records than before.</summary>
    WentBack,

    /// <summary>A spool whose place another took: two machines live under one identity.</summary>
    IsSecond,
}

/// <summary>Decides.</summary>
public static class SpoolDecisions
{
    public static SpoolDecision Of(StoredHost host, SpoolHello hello)
    {
        var known = host.State.Spool;

        // An epoch above the known one was given before this controller's database was restored from a backup.
        var older = hello.Epoch != 0 && hello.Epoch < known.Epoch;
        if (hello.SpoolId != known.SpoolId)
        {
            return older && known.SpoolId.Length > 0 ? SpoolDecision.IsSecond : SpoolDecision.IsNew;
        }

        // The epoch may not have reached the agent before it died: that shows in that nothing was ever applied under it.
        if (older && known.NextSeq != host.EpochFirstSeq)
        {
            return SpoolDecision.IsSecond;
        }

        return hello.NewestSeq + 1 < known.NextSeq ? SpoolDecision.WentBack : SpoolDecision.GoesOn;
    }
}
