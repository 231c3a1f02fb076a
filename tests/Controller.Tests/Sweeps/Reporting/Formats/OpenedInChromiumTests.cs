using Fleet.Browser;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Tests.Fakes;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

/// <summary>The page in a real browser.</summary>
public sealed class OpenedInChromiumTests
{
    [Fact]
    public async Task A_page_of_2000_hosts_shows_the_numbers_of_the_model_and_loads_nothing()
    {
        Assert.SkipUnless(ChromiumBrowser.IsInstalled, "chromium is not installed");
        var report = SampleSweep.Of(hosts: 2000, controls: 40);
        using var folder = new TempFolder();
        await using var browser = await ChromiumBrowser.StartAsync();

        _ = await browser.OpenAsync(Write(folder, report));

        Assert.Equal(
            report.Totals.Results.Fail,
            await NumberAsync(
                browser,
                "Number(document.querySelector('tr[data-standing=fail]').dataset.results)"
            )
        );
        Assert.Equal(
            report.Totals.PerHost.Sum(host => host.Results.Fail),
            await NumberAsync(
                browser,
                "[...document.querySelectorAll('tr[data-host]')].reduce((sum, row) => sum + Number(row.dataset.fail), 0)"
            )
        );
        Assert.Equal(
            2000,
            await NumberAsync(browser, "document.querySelectorAll('tr[data-host]').length")
        );
        // What people see: the cell's own text.
        Assert.Equal(
            report.Totals.Controls[0].Results.Fail,
            await NumberAsync(
                browser,
                "Number(document.querySelector('tr[data-control]').querySelector('td.n').innerText.replace(',', ''))"
            )
        );
        Assert.Equal(
            0,
            await NumberAsync(browser, "performance.getEntriesByType('resource').length")
        );
        // Parts that nobody looks at yet are not laid out.
        Assert.True(await NumberAsync(browser, "document.querySelectorAll('*').length") < 60_000);
    }

    [Fact]
    public async Task Nothing_that_a_host_says_runs_in_a_browser()
    {
        Assert.SkipUnless(ChromiumBrowser.IsInstalled, "chromium is not installed");
        const string Script =
            "</style></title><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"><svg onload=\"document.title='run'\">";
        using var folder = new TempFolder();
        await using var browser = await ChromiumBrowser.StartAsync();

        _ = await browser.OpenAsync(Write(folder, SampleSweep.Of(5, 5, hostile: Script)));

        Assert.Equal(
            0,
            await NumberAsync(browser, "document.querySelectorAll('script,img').length")
        );
        Assert.StartsWith(
            "Sweep 42: SSH baseline</style>",
            (await browser.EvaluateAsync("document.title"))!.GetValue<string>()
        );
    }

    [Fact]
    public async Task A_page_is_no_wider_than_a_narrow_window_and_folds_open_on_paper()
    {
        Assert.SkipUnless(ChromiumBrowser.IsInstalled, "chromium is not installed");
        using var folder = new TempFolder();
        await using var browser = await ChromiumBrowser.StartAsync();

        _ = await browser.OpenAsync(Write(folder, SampleSweep.Of(30, 12)));
        _ = await browser.AskAsync(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = 420,
                ["height"] = 800,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = false,
            }
        );
        Assert.InRange(await NumberAsync(browser, "document.scrollingElement.scrollWidth"), 1, 420);
        var closed = await NumberAsync(
            browser,
            "document.querySelector('details table').checkVisibility() ? 1 : 0"
        );
        _ = await browser.AskAsync("Emulation.setEmulatedMedia", new() { ["media"] = "print" });
        var onPaper = await NumberAsync(
            browser,
            "document.querySelector('details').getBoundingClientRect().height > document.querySelector('summary').getBoundingClientRect().height + 20 ? 1 : 0"
        );

        Assert.Equal(0, closed);
        Assert.Equal(1, onPaper);
    }

    private static async Task<int> NumberAsync(ChromiumBrowser browser, string expression) =>
        (int)(await browser.EvaluateAsync(expression))!.GetValue<double>();

    private static string Write(TempFolder folder, SweepReport report)
    {
        var path = Path.Combine(folder.Path, "report.html");
        File.WriteAllText(path, Told.Text("html", report));
        return path;
    }
}
