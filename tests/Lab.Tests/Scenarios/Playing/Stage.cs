using System.Net;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Scenarios.Playing;

/// <summary>
/// A laptop with a controller, and hosts with agents: one that plain scenarios share, further ones for those that need their own. Whoever has the trouble asks on the laptop.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int FirstHost = 12;

    // What bans or drops the laptop's own address leaves the controller alone, as it does where that is another machine.
    private static readonly IPAddress ControllerAddress = IPAddress.Parse("10.77.0.200");
    private readonly SshKeyPair _key;
    private readonly LabHost _client;
    private readonly FleetInLab _fleet;
    private readonly Lab _lab;
    private Scene? _shared;
    private int _hosts;

    private Stage(Lab lab, SshKeyPair key, LabHost client, FleetInLab fleet) =>
        (_lab, _key, _client, _fleet) = (lab, key, client, fleet);

    public static async Task<Stage> OpenAsync()
    {
        var lab = await Lab.OpenAsync();
        var client = await lab.StartClient("laptop");
        await client.DoAsync("ip", "address", "add", $"{ControllerAddress}/32", "dev", "eth0");
        return new(
            lab,
            await lab.NewKey(),
            client,
            await FleetInLab.StartOnAsync(client, ControllerAddress)
        );
    }

    /// <summary>The host that scenarios share, as it was before the first of them.</summary>
    public async Task<FleetScene> SharedAsync() =>
        new(_shared ??= await NewSceneAsync(_ => { }), _fleet, Own: null);

    /// <summary>A host of one's own; it ends with what is returned.</summary>
    public async Task<FleetScene> OwnAsync(Action<HostPlan> describe)
    {
        var scene = await NewSceneAsync(describe);
        return new(scene, _fleet, Own: scene.Web);
    }

    /// <summary>Gives up the shared host and what alice has on the laptop: what a scenario left there is not the next one's fault.</summary>
    public async Task ForgetSharedAsync()
    {
        await _client.DoAsync("rm", "-rf", "/root/.ssh", "/etc/ssh/ssh_known_hosts");
        if (_shared is { } scene)
        {
            _shared = null;
            await scene.Web.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetSharedAsync();
        await _fleet.DisposeAsync();
        await _client.DisposeAsync();
        await _lab.DisposeAsync();
    }

    private async Task<Scene> NewSceneAsync(Action<HostPlan> describe)
    {
        var name = $"web-{FirstHost + _hosts++}";
        var web = await _lab.StartHost(name, h => describe(Scene.WithAlice(h, _key)));
        await _fleet.JoinAsync(web);
        return new(_lab, web, _client, _key);
    }
}
