using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Asking;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>What every running sweep works with.</summary>
public sealed record SweepParts
{
    public required IHostAsker Asker { get; init; }

    public required SweepStore Store { get; init; }

    public required SweepTargets Targets { get; init; }

    /// <summary>A reader of its own for whoever judges.</summary>
    public required Func<SweepInputs> Inputs { get; init; }

    public required TimeProvider Time { get; init; }

    public SweepLimits Limits { get; init; } = new();
}

/// <summary>How much at once, and how long.</summary>
public sealed record SweepLimits
{
    /// <summary>Hosts that are asked at the same time; default 256.</summary>
    public int AskedAtOnce { get; init; } = 256;

    /// <summary>Hosts that are judged and stored together; default 64.</summary>
    public int JudgedAtOnce { get; init; } = 64;

    /// <summary>The longest that a connected host may take to look; default 60 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often hosts that say no are asked; default 3.</summary>
    public int Askings { get; init; } = 3;

    /// <summary>How long before a host that said no, or was lost, is asked again; default 2 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often it is looked whether hosts have connected; default half a second.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(500);
}
