namespace Fleet.Bench;

/// <summary>One measured figure.</summary>
/// <param name="Bench">The bench's name.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Floor">What it is held against, measured in the same run; null where there is none.</param>
public sealed record Figure(string Bench, string Name, double Value, string Unit, double? Floor)
{
    /// <summary>Value divided by floor.</summary>
    public double? Ratio => Floor is > 0 ? Value / Floor : null;
}
