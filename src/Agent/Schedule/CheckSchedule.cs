using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace Fleet.Agent.Schedule;

/// <summary>What the controller says of one check's schedule.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Interval">How often; null: as declared.</param>
/// <param name="Off">It is not run on schedule.</param>
public sealed record AssignedCheck(string Check, TimeSpan? Interval, bool Off);

/// <summary>
/// Runs every check at once when it starts, then each at its interval, spread over the fleet. Quartz keeps it in memory: the schedule comes from the catalog and the
/// controller's last assignment, both of which are there again after a restart.
/// </summary>
public sealed partial class CheckSchedule : IAsyncDisposable
{
    /// <summary>No check runs more often, whatever is assigned.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private const int AtOnce = 4;
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(500);
    private readonly CheckCatalog _catalog;
    private readonly string _hostName;
    private readonly IScheduler _scheduler;
    private readonly ILogger _log;

    private CheckSchedule(
        CheckCatalog catalog,
        string hostName,
        IScheduler scheduler,
        ILogger log
    ) => (_catalog, _hostName, _scheduler, _log) = (catalog, hostName, scheduler, log);

    /// <summary>Starts: every check runs now, but those that are off.</summary>
    /// <param name="catalog">The checks.</param>
    /// <param name="rounds">What runs them.</param>
    /// <param name="hostName">Decides, with the check's id, where in its interval a check runs.</param>
    /// <param name="time">The clock; steps of its wall clock move nothing.</param>
    /// <param name="log">Where it says what was assigned.</param>
    /// <param name="assigned">What was assigned last.</param>
    public static async Task<CheckSchedule> StartAsync(
        CheckCatalog catalog,
        CheckRounds rounds,
        string hostName,
        TimeProvider time,
        ILogger log,
        ImmutableArray<AssignedCheck> assigned = default
    )
    {
        var scheduler = await QuartzSchedulerBuilder
            .Create(quartz =>
                quartz
                    .ConfigureScheduler(options =>
                    {
                        options.InstanceName = $"checks-{Guid.NewGuid():N}";
                        options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                    })
                    .UseTimeProvider(new SteadyTime(time))
                    .UseDefaultThreadPool(AtOnce)
                    .UseInMemoryStore()
                    .UseJobFactory(new CheckJobFactory(catalog, rounds))
            )
            .BuildScheduler();
        var schedule = new CheckSchedule(catalog, hostName, scheduler, log);
        ImmutableArray<AssignedCheck> said = assigned.IsDefault ? [] : assigned;
        await schedule.PlanAsync(said);
        await scheduler.Start();
        foreach (var check in catalog.Checks)
        {
            if (Of(check, said) is not { Off: true })
            {
                await scheduler.TriggerJob(JobOf(check));
            }
        }

        return schedule;
    }

    /// <summary>Changes to what is assigned. Checks not named go back to their declared interval.</summary>
    public async Task AssignAsync(ulong version, ImmutableArray<AssignedCheck> assigned)
    {
        await PlanAsync(assigned);
        Assigned(_log, version, assigned.Length);
    }

    private async Task PlanAsync(ImmutableArray<AssignedCheck> assigned)
    {
        foreach (var check in _catalog.Checks)
        {
            var said = Of(check, assigned);
            if (said is { Off: true })
            {
                await _scheduler.UnscheduleJob(TriggerOf(check));
                continue;
            }

            var interval = said?.Interval ?? check.Declaration.Interval;
            await PlanAsync(check, interval < ShortestInterval ? ShortestInterval : interval);
        }
    }

    private static AssignedCheck? Of(Check check, ImmutableArray<AssignedCheck> assigned) =>
        assigned.FirstOrDefault(a => a.Check == check.Declaration.Id);

    /// <summary>Stops: runs under way are cancelled, and waited for a moment; one that does not heed it is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopping = _scheduler.Shutdown(waitForJobsToComplete: true).AsTask();
        await Task.WhenAny(stopping, Task.Delay(StopPatience, TimeProvider.System));
    }

    /// <summary>Plans a check unless it is already planned at this interval, so that assignments that change nothing delay nothing.</summary>
    private async Task PlanAsync(Check check, TimeSpan interval)
    {
        var planned = await _scheduler.GetTrigger(TriggerOf(check));
        if (planned is ISimpleTrigger { RepeatInterval: var now } && now == interval)
        {
            return;
        }

        var job = JobBuilder
            .Create<CheckJob>()
            .WithIdentity(JobOf(check))
            .StoreDurably()
            .DisallowConcurrentExecution()
            .Build();
        var first = Spread.Offset(_hostName, check.Declaration.Id, interval);
        var trigger = TriggerBuilder
            .Create(_scheduler.TimeProvider)
            .WithIdentity(TriggerOf(check))
            .ForJob(job)
            .StartAt(_scheduler.TimeProvider.GetUtcNow() + first)
            .WithSchedule(
                SimpleScheduleBuilder
                    .Create()
                    .WithInterval(interval)
                    .RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
            )
            .Build();
        await _scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing);
    }

    private static JobKey JobOf(Check check) => new(check.Declaration.Id);

    private static TriggerKey TriggerOf(Check check) => new(check.Declaration.Id);

    [LoggerMessage(
        210,
        LogLevel.Information,
        "assignment {Version}: {Count} checks with a schedule of their own"
    )]
    private static partial void Assigned(ILogger log, ulong version, int count);

    private sealed class CheckJobFactory(CheckCatalog catalog, CheckRounds rounds) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(
            TriggerFiredBundle bundle,
            IScheduler scheduler,
            CancellationToken cancellationToken = default
        )
        {
            var check =
                catalog.Find(bundle.JobDetail.Key.Name)
                ?? throw new SchedulerException($"no check {bundle.JobDetail.Key.Name}");
            return ValueTask.FromResult(new JobScope(new CheckJob(check, rounds), null));
        }

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;
    }

    private sealed class CheckJob(Check check, CheckRounds rounds) : IJob
    {
        public async ValueTask Execute(
            IJobExecutionContext context,
            CancellationToken cancellationToken = default
        ) => await rounds.RunAsync(check, mayFold: true, cancellationToken);
    }
}
