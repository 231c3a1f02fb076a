using System.Net;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Api.Health;

public sealed class HealthPagesTests
{
    [Fact]
    public async Task A_well_controller_says_ok_over_TLS_and_in_plain()
    {
        await using var controller = await TestController.StartAsync();
        using var tls = new HttpClient(controller.Handler());
        using var plain = new HttpClient();

        Assert.Equal("ok\n", await tls.GetStringAsync($"https://{controller.Plan.Agents}/healthz"));
        Assert.Equal(
            "ok\n",
            await plain.GetStringAsync($"http://{controller.Plan.Metrics}/healthz")
        );
    }

    [Fact]
    public async Task A_controller_that_cannot_store_says_why()
    {
        await using var controller = await TestController.StartAsync("the disk is full");
        using var plain = new HttpClient();

        using var reply = await plain.GetAsync($"http://{controller.Plan.Metrics}/healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal("the disk is full\n", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_are_served()
    {
        await using var controller = await TestController.StartAsync();
        using var plain = new HttpClient();

        var text = await plain.GetStringAsync($"http://{controller.Plan.Metrics}/metrics");

        Assert.Contains("# TYPE dotnet_process_memory_working_set gauge\n", text);
    }
}
