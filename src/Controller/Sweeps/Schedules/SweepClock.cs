using Fleet.Controller.History.Schema;
using Quartz;
using Quartz.Extensibility;

namespace Fleet.Controller.Sweeps.Schedules;

/// <summary>Quartz with one trigger a schedule.</summary>
internal sealed class SweepClock : IAsyncDisposable
{
    private readonly IScheduler _scheduler;
    private readonly Dictionary<string, (string Cron, string Zone)> _planned = [];

    private SweepClock(IScheduler scheduler) => _scheduler = scheduler;

    /// <summary>Starts with nothing planned.</summary>
    /// <param name="due">Called with a schedule's name when its time has come.</param>
    /// <param name="time">The clock.</param>
    public static async Task<SweepClock> StartAsync(
        Func<string, CancellationToken, Task> due,
        TimeProvider time
    )
    {
        var scheduler = await QuartzSchedulerBuilder
            .Create(quartz =>
                quartz
                    .ConfigureScheduler(options =>
                    {
                        options.InstanceName = $"sweeps-{Guid.NewGuid():N}";
                        options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                    })
                    .UseTimeProvider(time)
                    .UseDefaultThreadPool(2)
                    .UseInMemoryStore()
                    .UseJobFactory(new DueJobs(due))
            )
            .BuildScheduler();
        await scheduler.Start();
        return new(scheduler);
    }

    /// <summary>From here on these schedules have triggers and no others; one that has not changed keeps its own.</summary>
    public async Task PlanAsync(IReadOnlyList<SweepScheduleRow> schedules)
    {
        var wanted = schedules.Where(row => !row.IsPaused).ToDictionary(row => row.Name);
        foreach (var gone in _planned.Keys.Where(name => !wanted.ContainsKey(name)).ToList())
        {
            _ = await _scheduler.DeleteJob(new JobKey(gone));
            _planned.Remove(gone);
        }

        foreach (var (name, row) in wanted)
        {
            if (
                _planned.GetValueOrDefault(name) != (row.Cron, row.TimeZone)
                && SweepTimes.Read(row.Cron, row.TimeZone, out _) is { } times
            )
            {
                await PlanAsync(row, times);
                _planned[name] = (row.Cron, row.TimeZone);
            }
        }
    }

    public async ValueTask DisposeAsync() => await _scheduler.Shutdown(waitForJobsToComplete: true);

    private async Task PlanAsync(SweepScheduleRow row, SweepTimes times)
    {
        var job = JobBuilder.Create<DueJob>().WithIdentity(new JobKey(row.Name)).Build();
        var trigger = TriggerBuilder
            .Create(_scheduler.TimeProvider)
            .WithIdentity(new TriggerKey(row.Name))
            .ForJob(job)
            .WithSchedule(
                CronScheduleBuilder
                    .Create(row.Cron)
                    .InTimeZone(times.Zone)
                    // A machine that slept through several times begins one sweep.
                    .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();
        await _scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing);
    }

    private sealed class DueJobs(Func<string, CancellationToken, Task> due) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(
            TriggerFiredBundle bundle,
            IScheduler scheduler,
            CancellationToken cancellationToken = default
        ) => ValueTask.FromResult(new JobScope(new DueJob(bundle.JobDetail.Key.Name, due), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;
    }

    private sealed class DueJob(string name, Func<string, CancellationToken, Task> due) : IJob
    {
        public async ValueTask Execute(
            IJobExecutionContext context,
            CancellationToken cancellationToken = default
        ) => await due(name, cancellationToken);
    }
}
