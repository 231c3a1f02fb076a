using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostConntrack;

/// <summary>The keys of host.conntrack, and its numbers as rules read them.</summary>
internal static class ConntrackKeys
{
    public const string Prefix = "conntrack";
    public const string Max = Prefix + "/max";
    public const string Log = Prefix + "/log";
    public const string Count = Prefix + "/entries/count";
    public const string Used = Prefix + "/used/percent";
    public const string Dropped = Prefix + "/dropped_since_last_run/count";
    public const string Queue = "listen_queue";
    public const string QueueLimit = Queue + "/limit";
    public const string Waiting = Queue + "/waiting/count";
    public const string Overflows = Queue + "/overflows_since_last_run/count";

    /// <summary>A number that the newest run saw; null where it could not look, or had nothing to compare with.</summary>
    public static double? Number(JudgeInput input, string key) =>
        input["host.conntrack"].CoverageOf(key).IsCertain
        && input.Samples.TryGetValue(key, out var value)
            ? value
            : null;
}
