namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>One form in which a sweep is told. Pure: the same report gives the same bytes, on any machine and at any time.</summary>
public interface IReportFormat
{
    /// <summary>As it is asked for: <c>html</c>.</summary>
    string Name { get; }

    /// <summary>What it is good for, in a few words.</summary>
    string Purpose { get; }

    /// <summary>Writes the whole report, in UTF-8 without a byte order mark. Text from hosts is escaped as the form demands.</summary>
    void Write(SweepReport report, Stream output);
}
