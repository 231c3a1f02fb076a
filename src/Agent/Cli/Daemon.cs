using System.Collections.Immutable;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Link;
using Fleet.Agent.Schedule;
using Fleet.Agent.Spool;
using Fleet.Checks.Host;
using Microsoft.Extensions.Logging;
using Assignment = Fleet.V1.Assignment;

namespace Fleet.Agent.Cli;

/// <summary>The agent's parts put together: schedule into spool, spool into link, and beside them the renewal, the status file and systemd.</summary>
internal sealed partial class Daemon : IAsyncDisposable
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(2);
    private readonly Surroundings _around;
    private readonly DataFolder _data;
    private readonly MembershipStore _store;
    private readonly Membership _membership;
    private readonly IHost _host;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly SystemdNotice _systemd;

    public Daemon(
        Surroundings around,
        DataFolder data,
        MembershipStore store,
        Membership membership,
        ImmutableArray<Capability> denied,
        bool verbose
    )
    {
        (_around, _data, _store, _membership) = (around, data, store, membership);
        _host = around.Host(denied);
        _logs = around.Logs(verbose);
        _log = _logs.CreateLogger("fleet-agent");
        _systemd = new SystemdNotice(around.Variable);
    }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="UnauthorizedAccessException">The spool cannot be written.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var spool = RecordSpool.Open(
            _data.Spool,
            new SpoolLimits(),
            what => Damaged(_log, what)
        );
        var rounds = new CheckRounds(_host, spool, _log);
        var machine = await MachineId.HashAsync(_host, cancellationToken);
        var kept = new KeptAssignment(_data, _membership.Pin);
        var assigned = Restored(kept);
        await using var schedule = await CheckSchedule.StartAsync(
            _around.Catalog,
            rounds,
            _membership.HostName,
            _around.Time,
            _log,
            KeptAssignment.Schedules(assigned)
        );
        var renewal = new Renewal(_membership, _store, _around.Time, Random.Shared, _log);
        var checks = new LocalChecks(_around.Catalog, rounds, schedule.AssignAsync)
        {
            Reach = _around.Reach,
            Kept = kept,
            Host = _host,
        };
        var session = new LinkSession(spool, checks, machine, _around.Time, _log);
        var link = new ControllerLink(renewal, session, _around.Time, Random.Shared, _log);
        Running(_log, Greeting.Version, _membership.HostName, _membership.Controller);
        Say("READY=1");
        await UntilStoppedAsync(
            [
                token => renewal.RunAsync(token),
                token => link.RunAsync(token),
                token => KeepStatusAsync(() => Status(link, renewal, spool, rounds), token),
                WatchdogAsync,
            ],
            cancellationToken
        );
        Say("STOPPING=1");
        Status(link, renewal, spool, rounds).Write(_data);
        Stopped(_log);
        return ExitCode.Clean;
    }

    /// <summary>Whom to look at is known before the first check runs.</summary>
    private Assignment? Restored(KeptAssignment kept)
    {
        try
        {
            var assigned = kept.Read();
            if (assigned is not null)
            {
                _around.Reach.Assign(ReachMessages.Targets(assigned.ReachTargets));
            }

            return assigned;
        }
        catch (InvalidDataException damaged)
        {
            Damaged(_log, damaged.Message);
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _logs.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the parts until cancelled; one that breaks ends all, for an agent that half works would look like one that works.</summary>
    private static async Task UntilStoppedAsync(
        IReadOnlyList<Func<CancellationToken, Task>> parts,
        CancellationToken cancellationToken
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = parts
            .Select(part => Task.Run(() => part(stopping.Token), CancellationToken.None))
            .ToArray();
        var first = await Task.WhenAny(running);
        await stopping.CancelAsync();
        try
        {
            await Task.WhenAll(running);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await first;
    }

    private StatusDocument Status(
        ControllerLink link,
        Renewal renewal,
        RecordSpool spool,
        CheckRounds rounds
    )
    {
        var (records, bytes) = spool.Size;
        var state = link.State;
        return new StatusDocument
        {
            Running = true,
            Host = renewal.Current.HostName,
            Controller = renewal.Current.Controller,
            Connected = state.IsConnected,
            Since = state.Since,
            Why = state.Why,
            CertificateUntil = renewal.Current.ValidUntil,
            SpoolRecords = records,
            SpoolBytes = bytes,
            NewestSeq = spool.NewestSeq,
            Checks =
            [
                .. rounds.Last.Select(run => new RunEntry(
                    run.Check,
                    run.Status,
                    run.Reason,
                    run.At
                )),
            ],
            At = _around.Time.GetUtcNow(),
        };
    }

    /// <summary>Writes the status whenever it has changed.</summary>
    private async Task KeepStatusAsync(
        Func<StatusDocument> status,
        CancellationToken cancellationToken
    )
    {
        var before = "";
        while (true)
        {
            var now = status();
            var text = (now with { At = default }).ToJson();
            if (text != before)
            {
                now.Write(_data);
                before = text;
            }

            await Task.Delay(StatusInterval, _around.Time, cancellationToken);
        }
    }

    private async Task WatchdogAsync(CancellationToken cancellationToken)
    {
        var interval = _systemd.WatchdogInterval ?? Timeout.InfiniteTimeSpan;
        while (true)
        {
            await Task.Delay(interval, _around.Time, cancellationToken);
            Say("WATCHDOG=1");
        }
    }

    private void Say(string what)
    {
        if (_systemd.Say(what) is { } problem)
        {
            Unheard(_log, what, problem);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "fleet-agent {Version} runs as {Host} of {Controller}")]
    private static partial void Running(
        ILogger log,
        string version,
        string host,
        string controller
    );

    [LoggerMessage(2, LogLevel.Information, "stopped")]
    private static partial void Stopped(ILogger log);

    [LoggerMessage(3, LogLevel.Warning, "{What}")]
    private static partial void Damaged(ILogger log, string what);

    [LoggerMessage(4, LogLevel.Warning, "systemd could not be told {What}: {Problem}")]
    private static partial void Unheard(ILogger log, string what, string problem);
}
