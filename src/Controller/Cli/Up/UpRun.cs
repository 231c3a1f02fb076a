using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog;
using Fleet.Controller.Authority.Joining;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Serving;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Up;

/// <summary>From a controller that runs to findings on the screen, and on until it shall end.</summary>
internal sealed class UpRun(
    RunningController controller,
    DataFolder data,
    ServeOptions options,
    UpStory story,
    CliEnvironment environment
)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the first run of all checks may take before what is there is shown.</summary>
    private static readonly TimeSpan FirstFindings = TimeSpan.FromSeconds(45);

    private readonly string _host = HostName.IsValid(Dns.GetHostName())
        ? Dns.GetHostName()
        : "this-host";
    private readonly DateTimeOffset _began = environment.Time.GetUtcNow();

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="CannotStartException">The agent cannot join or does not stay.</exception>
    public async Task<int> RunAsync(string program, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(data.Path, "agent");
        await using var agent = new ChildAgent(
            program,
            folder,
            Path.Combine(data.Path, "agent.log")
        );
        story.Ready(data, options);
        try
        {
            await JoinAsync(agent, cancellationToken);
            // Read before the agent speaks: what opens while its first report is awaited is told too.
            var known = await RegressionsAsync(cancellationToken);
            agent.Run();
            var report = await FirstReportAsync(agent, cancellationToken);
            story.Report(report, environment.IsRoot);
            await FollowAsync(agent, known, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            story.Ending();
        }

        if (await controller.Parts.Reads.HostAsync(_host, CancellationToken.None) is { } last)
        {
            story.Summary(last);
        }

        return ExitCode.Clean;
    }

    private async Task JoinAsync(ChildAgent agent, CancellationToken cancellationToken)
    {
        var known = await controller.Parts.Reads.HostAsync(_host, cancellationToken);
        if (
            known is not null
            && known.Summary.Link != LinkState.Revoked
            && agent.HasJoined(options.AgentAddress)
        )
        {
            return;
        }

        var tokens = new JoinTokens(controller.Parts.Authority, controller.Parts.Time);
        var (_, secret) = await tokens.CreateAsync(
            _host,
            ImmutableSortedDictionary<string, string>.Empty,
            validFor: null,
            uses: 1,
            "fleet up",
            cancellationToken
        );
        var refused = await agent.JoinAsync(
            options.AgentAddress,
            secret.ToString(),
            controller.Parts.Certificates.RootPin,
            cancellationToken
        );
        if (refused is not null)
        {
            throw new CannotStartException(
                $"the agent could not join: {refused}",
                ExitCode.Offline
            );
        }

        story.Joined(_host);
    }

    private async Task<HostReport> FirstReportAsync(
        ChildAgent agent,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var report = await controller.Parts.Reads.HostAsync(_host, cancellationToken);
            var waited = environment.Time.GetUtcNow() - _began;
            if (report is not null && (IsOfNow(report) || waited > FirstFindings))
            {
                return report;
            }

            await RequireAgentAsync(agent);
            if (report is not null && IsOfBefore(report) && await RanAllAsync(cancellationToken))
            {
                return await controller.Parts.Reads.HostAsync(_host, cancellationToken) ?? report;
            }

            await Task.Delay(Glance, environment.Time, cancellationToken);
        }
    }

    /// <summary>Every check has told of a run since we began.</summary>
    private bool IsOfNow(HostReport report) =>
        report.Checks.Count(check => check.LastRunAt.ToDateTimeOffset() >= _began)
        >= CheckCatalog.BuiltIn.Checks.Length;

    /// <summary>Something that is stored is from an earlier time, and the agent is connected: runs that find nothing new would tell so only later.</summary>
    private bool IsOfBefore(HostReport report) =>
        report.Summary.Link == LinkState.Online
        && report.Summary.LinkSince.ToDateTimeOffset() >= _began
        && report.Checks.Any(check => check.LastRunAt.ToDateTimeOffset() < _began);

    /// <summary>Asks for a run of all checks now; false where the agent could not answer yet.</summary>
    private async Task<bool> RanAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (
                var _ in controller.Parts.Acts.RunAsync(_host, check: "", cancellationToken)
            ) { }

            return true;
        }
        catch (RpcException unanswered)
            when (unanswered.StatusCode
                    is StatusCode.Unavailable
                        or StatusCode.DeadlineExceeded
                        or StatusCode.FailedPrecondition
            )
        {
            return false;
        }
    }

    private async Task FollowAsync(
        ChildAgent agent,
        Dictionary<long, Regression> known,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await Task.Delay(Glance * 2, environment.Time, cancellationToken);
            await RequireAgentAsync(agent);
            var now = await RegressionsAsync(cancellationToken);
            foreach (var (id, regression) in now)
            {
                if (
                    !known.TryGetValue(id, out var before)
                    || Words.IsOpen(regression) != Words.IsOpen(before)
                )
                {
                    story.Changed(regression);
                }
            }

            known = now;
        }
    }

    private async Task<Dictionary<long, Regression>> RegressionsAsync(
        CancellationToken cancellationToken
    ) =>
        (
            await controller.Parts.Reads.RegressionsAsync(
                _host,
                all: true,
                consequences: false,
                cancellationToken
            )
        ).ToDictionary(each => each.Id);

    private static async Task RequireAgentAsync(ChildAgent agent)
    {
        if (agent.Ended.IsCompleted)
        {
            throw new CannotStartException(
                $"the agent ended: {await agent.LastWordsAsync()}",
                ExitCode.Offline
            );
        }
    }
}
