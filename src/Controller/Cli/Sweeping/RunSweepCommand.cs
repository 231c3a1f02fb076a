using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>fleet sweep run</c>: begins a sweep and waits for it.</summary>
internal static class RunSweepCommand
{
    /// <summary>How long a controller that went away is waited for: its sweep goes on when it is back.</summary>
    private static readonly TimeSpan Return = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    public static Command In(CommandFrame frame)
    {
        var profile = ProfileOption.In();
        var labels = HostArgument.Labels();
        var hosts = new Option<string[]>("--host")
        {
            Description = "Only this host; * and ? stand for any letters; as often as wanted",
            HelpName = "NAME",
        };
        hosts.CompletionSources.Add(context => HostArgument.Names(frame, context.ParseResult));
        var deadline = PatienceOption.In();
        var stored = new Option<bool>("--stored")
        {
            Description = "Judge what is stored; no host is asked",
        };
        var noWait = new Option<bool>("--no-wait")
        {
            Description = "Begin it and return: fleet sweep show tells the rest",
        };
        return frame.Asking(
            "run",
            "Have hosts look now and judge them by a profile; exit code 1 where something fails, 3 where something is only undetermined",
            [
                "fleet sweep run --profile ssh-baseline",
                "fleet sweep run --profile cis-debian12-ssh --label env=prod --deadline 2h",
                "fleet sweep run --profile ./our-baseline.yaml --host 'web-*' --stored --json",
            ],
            [profile, labels, hosts, deadline, stored, noWait],
            async (asked, cancellationToken) =>
            {
                var parsed = asked.Parsed;
                var asking = await ProfileOption.ReadAsync(
                    frame,
                    asked.Screen,
                    parsed.GetValue(profile)!,
                    cancellationToken
                );
                if (asking is null)
                {
                    return ExitCode.Usage;
                }

                var request = new BeginSweepRequest
                {
                    Profile = asking,
                    Labels = { parsed.GetValue(labels) ?? [] },
                    Hosts = { parsed.GetValue(hosts) ?? [] },
                    Patience = parsed.GetValue(deadline)?.ToDuration(),
                    Stored = parsed.GetValue(stored),
                };
                return await RunAsync(asked, request, parsed.GetValue(noWait), cancellationToken);
            }
        );
    }

    private static async Task<int> RunAsync(
        Asked asked,
        BeginSweepRequest request,
        bool noWait,
        CancellationToken cancellationToken
    )
    {
        var sweep = await asked.Client.Sweeps.BeginSweepAsync(
            request,
            Asked.Options(cancellationToken)
        );
        if (noWait)
        {
            return asked.Show(
                () => SweepSummaryJson.Only(sweep),
                SweepJson.Default.OneSweepJson,
                () => [SweepId.Text(sweep.Id)]
            );
        }

        var id = SweepId.Text(sweep.Id);
        asked.Screen.Talk(
            $"sweep {id}: {sweep.Profile} over {Words.Count(sweep.Hosts, "host")} ({Checks.Reporting.Printable.Line(sweep.Selection)}); it goes on without this command; fleet sweep cancel {id} ends it"
        );
        await WatchAsync(asked, sweep.Id, cancellationToken);
        var report = await SweepFetch.ReportAsync(
            asked.Client,
            sweep.Id,
            withResults: true,
            cancellationToken
        );
        _ = asked.Show(
            () => SweepReportJson.From(report, results: null),
            SweepJson.Default.SweepReportJson,
            () => new SweepText(asked.Screen).Summary(report)
        );
        return SweepExit.Of(report.Totals.Results);
    }

    private static async Task WatchAsync(Asked asked, long id, CancellationToken cancellationToken)
    {
        var line = new SweepProgressLine(asked.Screen);
        var clock = TimeProvider.System;
        var heard = clock.GetTimestamp();
        while (true)
        {
            try
            {
                using var watch = asked.Client.Sweeps.WatchSweep(
                    new() { Id = id },
                    cancellationToken: cancellationToken
                );
                await foreach (var progress in watch.ResponseStream.ReadAllAsync(cancellationToken))
                {
                    heard = clock.GetTimestamp();
                    line.Show(progress);
                }

                line.Clear();
                return;
            }
            catch (RpcException away)
                when (away.StatusCode == StatusCode.Unavailable
                    && clock.GetElapsedTime(heard) < Return
                )
            {
                line.Away();
                await Task.Delay(TryAgain, clock, cancellationToken);
            }
        }
    }
}
