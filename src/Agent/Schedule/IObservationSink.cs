using Fleet.Checks.Facts;

namespace Fleet.Agent.Schedule;

/// <summary>Where runs go: what it has taken is safe.</summary>
public interface IObservationSink
{
    /// <summary>What the check's newest safe run left for its next one; empty: nothing.</summary>
    string CursorOf(string check);

    /// <summary>Takes a run. When this returns the run and its cursor are on disk, together.</summary>
    /// <param name="observation">The run.</param>
    /// <param name="at">When it ended.</param>
    /// <param name="mayFold">True where an unchanged run may be added to the record of the one before it.</param>
    /// <returns>The seq of the record that holds it.</returns>
    /// <exception cref="IOException">It could not be made safe; nothing has changed.</exception>
    ulong Record(Observation observation, RunStamp at, bool mayFold);
}

/// <summary>When a run ended, by clocks that survive what happens to a host's idea of time.</summary>
/// <param name="BootId">Which boot.</param>
/// <param name="SinceBoot">CLOCK_BOOTTIME.</param>
/// <param name="Wall">The host's own idea of UTC.</param>
public readonly record struct RunStamp(string BootId, TimeSpan SinceBoot, DateTimeOffset Wall)
{
    public long BootTimeNanoseconds => SinceBoot.Ticks * TimeSpan.NanosecondsPerTick;
}
