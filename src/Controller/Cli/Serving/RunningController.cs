using System.Diagnostics.Metrics;
using Fleet.Checks.Catalog;
using Fleet.Controller.Api;
using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.Controller.History;
using Fleet.Controller.History.Authority;
using Fleet.Controller.History.Diagnoses;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Retention;
using Fleet.Controller.History.Silences;
using Fleet.Controller.Ingest;
using Fleet.Controller.Ingest.Links;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Microsoft.Extensions.Logging;

namespace Fleet.Controller.Cli.Serving;

/// <summary>A controller with all its parts, from storage to listener; stopping goes the other way.</summary>
public sealed class RunningController : IAsyncDisposable
{
    private readonly CancellationTokenSource _ends = new();
    private readonly HistoryDatabase _database;
    private readonly AgentSessions _sessions;
    private readonly LinkMonitor _links;
    private readonly Meter _meter;
    private readonly List<Task> _running = [];
    private ControllerServer? _server;
    private FleetFigurePage? _figures;

    private RunningController(
        HistoryDatabase database,
        CertificateAuthority certificates,
        RevocationList revocations,
        FleetPolicy policy,
        OperatorSilences silences,
        ControllerLog log,
        TimeProvider time
    )
    {
        _database = database;
        Queries = new(database);
        var inForce = new PolicyInForce(CheckCatalog.BuiltIn, policy) { Silences = silences };
        var hosts = new HostStore(database);
        var actors = new HostActors(hosts, inForce.For, time);
        var options = new IngestOptions();
        _links = new(new LinkStore(database), options, time, log.LinkNotStored);
        _sessions = new(actors, _links, revocations, options, time);
        _meter = FleetMetrics.Show(_sessions, _links);
        var diagnoses = new DiagnosisStore(database);
        var core = new ControllerCore
        {
            Database = database,
            Queries = Queries,
            Reads = new StoredReads(
                Queries,
                new(new(database), inForce.PolicyFor, time),
                new(new(database), inForce.PolicyFor, time),
                diagnoses,
                new AttributionQueries(database)
            ),
            Actors = actors,
            Sessions = _sessions,
            Links = _links,
            Policy = inForce,
            Log = log,
            Time = time,
        };
        var areas = ControllerAreas.On(core);
        Parts = new()
        {
            Certificates = certificates,
            Authority = new AuthorityStore(database, actors.ForgetAsync),
            ApiTokens = new ApiTokenStore(database),
            Revocations = revocations,
            Sessions = new LiveSessions(_sessions),
            Reads = core.Reads,
            Acts = new LiveActs(
                Queries,
                actors,
                _sessions,
                new ReachViews(Queries, _sessions),
                inForce.Catalog,
                diagnoses,
                new(new(database), silences, Queries, actors, time),
                time
            ),
            Services = [.. areas.Select(area => area.Service).OfType<OperatorService>()],
            Problem = ProblemAsync,
            Time = time,
        };
        Begin(hosts, core, areas);
    }

    public ControllerParts Parts { get; }

    public FleetQueries Queries { get; }

    /// <summary>Opens storage and authority in the data folder, and listens.</summary>
    /// <param name="data">Where all of it is kept.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="given">A policy to be in force from here on; null: the one that was.</param>
    /// <param name="logging">Where it says what goes wrong.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="CannotStartException">Something stands in the way; nothing was lost.</exception>
    public static async Task<RunningController> StartAsync(
        DataFolder data,
        ServeOptions options,
        GivenPolicy? given,
        Action<ILoggingBuilder> logging,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (OperatorSocket.Problem(options.Socket) is { } tooLong)
        {
            throw new CannotStartException(tooLong, ExitCode.Usage);
        }

        var database = await StoredParts.OpenAsync(data, time, cancellationToken);
        try
        {
            var certificates = StoredParts.OpenAuthority(data, time);
            var store = new AuthorityStore(database, (_, _) => Task.CompletedTask);
            var revocations = await RevocationList.LoadAsync(store, time, cancellationToken);
            var policy = await PolicyAtStart.LoadAsync(
                new(database),
                given,
                time,
                cancellationToken
            );
            using var factory = LoggerFactory.Create(logging);
            var log = new ControllerLog(factory.CreateLogger("Fleet.Controller"));
            var controller = new RunningController(
                database,
                certificates,
                revocations,
                policy,
                await SilencesAsync(database, time, cancellationToken),
                log,
                time
            );
            try
            {
                await controller.ListenAsync(options, logging, cancellationToken);
                return controller;
            }
            catch
            {
                await controller.EndAsync();
                throw;
            }
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<OperatorSilences> SilencesAsync(
        HistoryDatabase database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var rows = await new SilenceStore(database).ListAsync(time.GetUtcNow(), cancellationToken);
        return new(rows.Select(SilenceStore.Of));
    }

    /// <summary>The work that nobody asks for.</summary>
    private void Begin(HostStore hosts, ControllerCore core, IReadOnlyList<IControllerArea> areas)
    {
        var (log, time) = (core.Log, core.Time);
        var clock = new JudgeAgainClock(core.Actors, hosts, time, log.NotJudged);
        _running.Add(clock.RunAsync(_ends.Token));
        _running.Add(_links.RunAsync(_ends.Token));
        _running.Add(
            new ReachAssigner(Queries, _sessions, core.Policy, time, log.NotAssigned).RunAsync(
                _ends.Token
            )
        );
        _running.Add(new IdleHosts(core.Actors, time).RunAsync(_ends.Token));
        var retention = new RetentionJob(_database, new RetentionPeriods(), time, log.NotTidied);
        _running.Add(retention.RunAsync(_ends.Token));
        _running.AddRange(areas.Select(area => area.RunAsync(_ends.Token)));
    }

    /// <summary>Sends the agents away for a moment, takes no more calls, stores what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), Parts.Time);
        // An agent that does not listen in time learns of it when the connection ends.
        await _sessions
            .DrainAsync(patience.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync();
        await _database.DisposeAsync();
    }

    private async Task ListenAsync(
        ServeOptions options,
        Action<ILoggingBuilder> logging,
        CancellationToken cancellationToken
    )
    {
        var facts = new ControllerFacts(
            ProductVersion.Text,
            Parts.Time.GetUtcNow(),
            options.AgentAddress,
            Parts.Certificates.RootPin
        );
        try
        {
            if (OperatorSocket.Prepare(options.Socket) is { } taken)
            {
                throw new CannotStartException(taken, ExitCode.Offline);
            }

            var plan = new ListenPlan(options.Listen, options.Socket, options.Metrics)
            {
                Group = options.Group,
            };
            _figures = FleetFigurePage.Over(_database, options.MetricsHosts, Parts.Time);
            _server = await ControllerServer.StartAsync(
                Parts with
                {
                    Figures = _figures,
                },
                plan,
                facts,
                logging,
                cancellationToken
            );
        }
        catch (Exception problem)
            when (problem
                    is IOException
                        or UnauthorizedAccessException
                        or System.Net.Sockets.SocketException
            )
        {
            throw new CannotStartException(
                $"cannot listen: {problem.Message.TrimEnd('.')}: name another address with --listen",
                ExitCode.Offline,
                problem
            );
        }
    }

    private async Task EndAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
        }

        await _ends.CancelAsync();
        await Task.WhenAll(_running);
        _sessions.Dispose();
        _meter.Dispose();
        _figures?.Dispose();
        _ends.Dispose();
    }

    private async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        var health = _database.Health();
        if (health.Failure is { } failure)
        {
            return $"nothing was stored since {failure.At:u}: {failure.Message}";
        }

        if (!health.IsWell)
        {
            return $"the write-ahead log has grown to {health.WalBytes / (1024 * 1024)} MiB";
        }

        try
        {
            _ = await Queries.HostNamesAsync(cancellationToken);
            return null;
        }
        catch (Exception problem)
            when (problem is TimeoutException or Microsoft.Data.Sqlite.SqliteException)
        {
            return $"the database cannot be read: {problem.Message}";
        }
    }
}
