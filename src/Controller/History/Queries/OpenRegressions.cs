using System.Linq.Expressions;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Queries;

/// <summary>What storage calls open: the same as <see cref="RegressionEntry.IsOpen"/>; a test holds them together.</summary>
public static class OpenRegressions
{
    /// <summary>Neither resolved nor accepted.</summary>
    public static Expression<Func<RegressionRow, bool>> IsOpen { get; } =
        row =>
            row.State == RegressionState.Open
            || row.State == RegressionState.New
            || row.State == RegressionState.Acknowledged
            || row.State == RegressionState.Silenced
            || row.State == RegressionState.Regressed;
}
