using Fleet.Controller.Sweeps.Reporting.Formats;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

public sealed class SameNumbersTests
{
    public static TheoryData<string> Formats =>
        [.. ReportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_form_tells_the_same_numbers_per_outcome_control_and_host(string format)
    {
        foreach (var seed in (int[])[1, 2, 3])
        {
            var report = SampleSweep.Of(hosts: 40, controls: 12, seed);

            var expected = Told.By(report);
            var told = Told.By(format, report);

            Assert.Equal(expected.Results, told.Results);
            Assert.Equal(expected.Controls, told.Controls);
            Assert.Equal(expected.Hosts, told.Hosts);
            Assert.All(expected.Results.Values, count => Assert.NotEqual(0, count));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_form_that_told_one_result_less_would_be_found_out(string format)
    {
        var report = SampleSweep.Of(hosts: 10, controls: 12);
        var less = new Controller.Sweeps.Reporting.SweepReport(
            report.Sweep,
            report.Controls,
            report.Hosts,
            report.Results.RemoveAt(0),
            report.Trend
        );

        Assert.NotEqual(Told.By(report).Results, Told.By(format, less).Results);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_form_is_a_pure_function_of_the_report(string format) =>
        Assert.Equal(
            Told.Text(format, SampleSweep.Of(5, 5)),
            Told.Text(format, SampleSweep.Of(5, 5))
        );

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_sweep_of_nothing_is_told_too(string format) =>
        Assert.NotEmpty(Told.Text(format, SampleSweep.Of(0, 0)));

    [Fact]
    public void Names_of_forms_are_found_and_others_are_not()
    {
        Assert.All(
            ReportFormats.All,
            format => Assert.Same(format, ReportFormats.Find(format.Name))
        );
        Assert.Null(ReportFormats.Find("docx"));
    }
}
