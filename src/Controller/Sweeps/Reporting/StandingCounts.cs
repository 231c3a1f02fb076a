namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>How many stand how.</summary>
public sealed record StandingCounts(
    int Pass,
    int Warn,
    int Fail,
    int Unknown,
    int Waived,
    int Manual,
    int NotApplicable
)
{
    public static StandingCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public int Total => Pass + Warn + Fail + Unknown + Waived + Manual + NotApplicable;

    /// <summary>pass / (pass + warn + fail), between 0 and 1; null: nothing was determined. What is waived, unknown or for a person counts on neither side.</summary>
    public double? Score => Pass + Warn + Fail is > 0 and var judged ? (double)Pass / judged : null;

    /// <summary>How many stand in one way.</summary>
    public int this[Standing standing] =>
        standing switch
        {
            Standing.Pass => Pass,
            Standing.Warn => Warn,
            Standing.Fail => Fail,
            Standing.Unknown => Unknown,
            Standing.Waived => Waived,
            Standing.Manual => Manual,
            Standing.NotApplicable => NotApplicable,
            _ => 0,
        };

    /// <summary>Counts.</summary>
    public static StandingCounts Of(IEnumerable<Standing> standings)
    {
        var counts = new int[(int)Standing.Fail + 1];
        foreach (var standing in standings)
        {
            counts[(int)standing]++;
        }

        return new(
            counts[(int)Standing.Pass],
            counts[(int)Standing.Warn],
            counts[(int)Standing.Fail],
            counts[(int)Standing.Unknown],
            counts[(int)Standing.Waived],
            counts[(int)Standing.Manual],
            counts[(int)Standing.NotApplicable]
        );
    }

    public static StandingCounts operator +(StandingCounts one, StandingCounts other) =>
        new(
            one.Pass + other.Pass,
            one.Warn + other.Warn,
            one.Fail + other.Fail,
            one.Unknown + other.Unknown,
            one.Waived + other.Waived,
            one.Manual + other.Manual,
            one.NotApplicable + other.NotApplicable
        );
}
