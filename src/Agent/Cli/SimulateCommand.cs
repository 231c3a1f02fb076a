using System.CommandLine;
using Fleet.Agent.Disk;
using Fleet.Agent.Simulate;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Cli;

/// <summary><c>fleet-agent simulate</c>: many agents in one process, on hosts that are not there, to see a fleet before there is one.</summary>
internal sealed class SimulateCommand : Command
{
    private readonly Surroundings _around;
    private readonly SimulateOptions _options = new();
    private readonly Option<string?> _data = new("--data")
    {
        Description =
            "Where agents keep keys and spools, for a simulation that goes on later (default: a folder in memory, removed at the end).",
        HelpName = "FOLDER",
    };
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _untilInputEnds = new("--until-input-ends")
    {
        Description = "End when standard input does.",
        Hidden = true,
    };

    public SimulateCommand(Surroundings around)
        : base(
            "simulate",
            "Joins many hosts that are not there, with real keys, streams and spools; fleet simulate on the controller does all that is needed for it."
        )
    {
        _around = around;
        foreach (var option in _options.All)
        {
            Options.Add(option);
        }

        Options.Add(_data);
        Options.Add(_json);
        Options.Add(_untilInputEnds);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (plan, problem) = _options.Read(parsed);
        if (plan is null)
        {
            return await SayAsync(problem, ExitCode.Usage);
        }

        try
        {
            if (parsed.GetValue(_data) is not { } given)
            {
                using var scratch = ScratchFolder.Make("fleet-simulate");
                return await RunAsync(parsed, plan, scratch.Path, cancellationToken);
            }

            var data = new DataFolder(given);
            if (data.Problem() is { } unusable)
            {
                return await SayAsync(unusable, ExitCode.Usage);
            }

            using var held = data.Lock();
            return held is null
                ? await SayAsync($"another simulation runs with {given}", ExitCode.Usage)
                : await RunAsync(parsed, plan, given, cancellationToken);
        }
        catch (NotJoinedException refused)
        {
            return await SayAsync(
                $"{refused.Host} could not join: {refused.Message}",
                refused.IsOffline ? ExitCode.Undetermined : ExitCode.NotAllowed
            );
        }
        catch (Exception disk)
            when (disk is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await SayAsync(disk.Message, ExitCode.Usage);
        }
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        SimulationPlan plan,
        string folder,
        CancellationToken cancellationToken
    )
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var fleet = new SimulatedFleet(plan, folder, _around.Catalog, _around.Time);
        var story = new SimulationStory(_around, parsed.GetValue(_json));
        if (plan.For is { } time)
        {
            ends.CancelAfter(time);
        }

        if (parsed.GetValue(_untilInputEnds))
        {
            EndWithInput(ends);
        }

        var running = fleet.RunAsync(ends.Token);
        var telling = story.FollowAsync(fleet, ends.Token);
        try
        {
            await await Task.WhenAny(running, telling);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            story.Ended(fleet.Progress);
            return ExitCode.Clean;
        }
        finally
        {
            await ends.CancelAsync();
            await Task.WhenAll(running, telling)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new InvalidOperationException("a simulation ends only when it is told to");
    }

    /// <summary>Reading a pipe blocks its thread, which ends with the process.</summary>
    private void EndWithInput(CancellationTokenSource ends) =>
        _ = Task.Run(
            async () =>
            {
                _around.Input.CopyTo(Stream.Null);
                await ends.CancelAsync();
            },
            CancellationToken.None
        );

    private async Task<int> SayAsync(string what, int exit)
    {
        await _around.Error.WriteLineAsync($"fleet-agent: {Printable.Line(what)}");
        return exit;
    }
}
