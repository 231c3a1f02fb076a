namespace Fleet.Controller.Judging;

/// <summary>When time alone could change what is known of a host.</summary>
internal static class NextJudging
{
    public static DateTimeOffset? Of(HostState state)
    {
        var moments = state
            .Findings.Values.Select(span => span.Finding.ValidUntil)
            .Concat(
                state
                    .Regressions.Values.Where(entry => entry.State == RegressionState.Accepted)
                    .Select(entry => entry.AcceptedUntil)
            );
        return moments.Min();
    }
}
