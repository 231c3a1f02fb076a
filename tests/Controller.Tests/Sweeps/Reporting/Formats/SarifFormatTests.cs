using System.Text.Json;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

public sealed class SarifFormatTests
{
    private static readonly SweepReport Report = SampleSweep.Of(30, 12, hostile: "<&\ud800\0");
    private static readonly JsonElement Log = JsonDocument
        .Parse(Told.Text("sarif", Report))
        .RootElement;
    private static readonly JsonElement Run = Log.GetProperty("runs")[0];

    [Fact]
    public void The_log_says_its_version_and_its_tool()
    {
        Assert.Equal("2.1.0", Log.GetProperty("version").GetString());
        Assert.Equal(
            "Fleet",
            Run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString()
        );
    }

    [Fact]
    public void Every_control_is_a_rule_and_every_result_points_at_its_own()
    {
        var rules = Run.GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal(Report.Controls.Length, rules.GetArrayLength());
        Assert.All(
            Results(),
            one =>
                Assert.Equal(
                    rules[one.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(),
                    one.GetProperty("ruleId").GetString()
                )
        );
    }

    [Fact]
    public void What_does_not_fail_has_no_level()
    {
        // SARIF 2.1.0 §3.27.10: a kind other than fail has the level none.
        Assert.All(
            Results().Where(one => one.GetProperty("kind").GetString() != "fail"),
            one => Assert.Equal("none", one.GetProperty("level").GetString())
        );
        Assert.All(
            Results().Where(one => one.GetProperty("kind").GetString() == "fail"),
            one =>
                Assert.Contains(
                    one.GetProperty("level").GetString(),
                    (string[])["error", "warning"]
                )
        );
    }

    [Fact]
    public void Every_result_has_a_text_a_place_and_a_fingerprint_of_its_own()
    {
        var prints = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in Results())
        {
            Assert.NotEqual("", one.GetProperty("message").GetProperty("text").GetString());
            var place = one.GetProperty("locations")[0];
            var file = place.GetProperty("physicalLocation");
            Assert.True(
                Uri.IsWellFormedUriString(
                    file.GetProperty("artifactLocation").GetProperty("uri").GetString(),
                    UriKind.Relative
                )
            );
            Assert.True(file.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
            Assert.True(
                prints.Add(
                    one.GetProperty("partialFingerprints")
                        .GetProperty("fleetResult/v1")
                        .GetString()!
                )
            );
        }
    }

    [Fact]
    public void A_fingerprint_names_the_same_result_in_another_sweep()
    {
        static IEnumerable<string?> Prints(SweepReport report) =>
            JsonDocument
                .Parse(Told.Text("sarif", report))
                .RootElement.GetProperty("runs")[0]
                .GetProperty("results")
                .EnumerateArray()
                .Where(one =>
                    one.GetProperty("properties").GetProperty("subject").GetString() == ""
                )
                .Select(one =>
                    one.GetProperty("partialFingerprints").GetProperty("fleetResult/v1").GetString()
                );

        // Another seed: other outcomes on the same hosts.
        Assert.NotEmpty(
            Prints(SampleSweep.Of(3, 4, seed: 1)).Intersect(Prints(SampleSweep.Of(3, 4, seed: 2)))
        );
    }

    [Fact]
    public void What_is_waived_is_suppressed_with_the_reason_and_nothing_else_is()
    {
        var suppressed = Results().Where(one => one.TryGetProperty("suppressions", out _)).ToList();

        Assert.Equal(Report.Totals.Results.Waived, suppressed.Count);
        Assert.All(
            suppressed,
            one =>
            {
                var suppression = one.GetProperty("suppressions")[0];
                Assert.Equal("external", suppression.GetProperty("kind").GetString());
                Assert.Equal("accepted", suppression.GetProperty("status").GetString());
                Assert.StartsWith(
                    "the vendor needs it",
                    suppression.GetProperty("justification").GetString()
                );
            }
        );
    }

    private static IEnumerable<JsonElement> Results() =>
        Run.GetProperty("results").EnumerateArray();
}
