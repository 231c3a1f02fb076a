namespace Fleet.Agent.Spool;

/// <summary>How large the spool may get.</summary>
/// <param name="MaxBytes">Beyond it the oldest records are given up; default 64 MB.</param>
/// <param name="SegmentBytes">Where a new file begins; default 1 MB. What was acked is deleted by whole files.</param>
public sealed record SpoolLimits(long MaxBytes = 64 << 20, long SegmentBytes = 1 << 20);
