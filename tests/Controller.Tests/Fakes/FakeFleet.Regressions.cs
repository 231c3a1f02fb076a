using System.Runtime.CompilerServices;
using Fleet.Controller.Api;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.Authority;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Silence = Fleet.V1.Silence;

namespace Fleet.Controller.Tests.Fakes;

public sealed partial class FakeFleet
{
    public List<RegressionMoment> Steps { get; } = [];

    public Task<RegressionStory?> RegressionAsync(long id, CancellationToken cancellationToken)
    {
        var all = Hosts.SelectMany(host => host.Regressions).ToList();
        return Task.FromResult(
            all.Find(each => each.Id == id) is { } asked
                ? new RegressionStory
                {
                    Regressions =
                    {
                        all.Where(each =>
                            each.Id == id || (asked.Group > 0 && each.Group == asked.Group)
                        ),
                    },
                    Steps = { Steps },
                }
                : null
        );
    }

    public Task<IReadOnlyList<Regression>> ActAsync(
        IReadOnlyList<long> ids,
        RegressionAct act,
        string by,
        CancellationToken cancellationToken
    )
    {
        AcceptedBy = by;
        var some = Hosts
            .SelectMany(host => host.Regressions)
            .Where(each => ids.Contains(each.Id))
            .ToList();
        foreach (var regression in some)
        {
            if (act is RegressionAct.Accept accept)
            {
                regression.State = RegressionState.Accepted;
                regression.Reason = accept.Reason;
                regression.AcceptedBy = by;
            }
            else if (act is RegressionAct.Acknowledge)
            {
                regression.State = RegressionState.Acknowledged;
                regression.AcknowledgedBy = by;
            }
        }

        return Task.FromResult<IReadOnlyList<Regression>>(some);
    }

    public List<Silence> Silences { get; } = [];

    public Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Silence>>([.. Silences]);

    public Task<Silence> AddSilenceAsync(
        HostSelector hosts,
        string rule,
        TimeSpan lasts,
        string reason,
        string by,
        CancellationToken cancellationToken
    )
    {
        var from = DateTimeOffset.UnixEpoch;
        Silences.Add(
            new()
            {
                Id = Silences.Count + 1,
                Host = hosts.Host,
                Labels = { hosts.Labels },
                Rule = rule,
                Reason = reason,
                By = by,
                From = from.ToTimestamp(),
                Until = (from + lasts).ToTimestamp(),
            }
        );
        return Task.FromResult(Silences[^1]);
    }

    public Task<Silence?> EndSilenceAsync(long id, string by, CancellationToken cancellationToken)
    {
        var ended = Silences.Find(each => each.Id == id);
        _ = Silences.RemoveAll(each => each.Id == id);
        return Task.FromResult(ended);
    }
}
