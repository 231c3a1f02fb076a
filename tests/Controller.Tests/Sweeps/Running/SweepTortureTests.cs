using Fleet.Controller.Sweeps.Asking;

namespace Fleet.Controller.Tests.Sweeps.Running;

public sealed class SweepTortureTests
{
    /// <summary>Hosts come, go, lie still and say no, the controller restarts and somebody may cancel: whatever happens, the sweep ends with one outcome a host and control.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_sweep_ends_with_one_outcome_a_host_and_control(int seed)
    {
        var random = new Random(seed);
        await using var rig = await SweepRig.CreateAsync(20);
        var sweep = await rig.BeginAsync(TimeSpan.FromSeconds(90));
        for (var step = 0; step < 40; step++)
        {
            Disturb(rig, random);
            if (random.Next(12) == 0)
            {
                await rig.RestartAsync();
            }

            if (step == 30 && seed % 3 == 0)
            {
                _ = await rig.Runner.CancelAsync(sweep, "bob", CancellationToken.None);
            }

            rig.Time.Advance(TimeSpan.FromMilliseconds(random.Next(2000)));
            await Task.Delay(1);
        }

        SweepRig.HoldsTogether(await rig.EndAsync(sweep));
    }

    private static void Disturb(SweepRig rig, Random random)
    {
        var host = rig.Ids[random.Next(rig.Ids.Count)];
        switch (random.Next(6))
        {
            case 0:
                rig.Hosts.Leaves(host);
                break;
            case 1:
                rig.Hosts.Answers(host, new HostAsked.TimedOut());
                break;
            case 2:
                rig.Hosts.Answers(host, new HostAsked.Refused("busy"));
                break;
            case 3:
                rig.Hosts.Answers(host, new HostAsked.Lost());
                break;
            default:
                rig.Hosts.Answers(host, new HostAsked.Looked());
                break;
        }
    }
}
