using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Schedules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <content>When sweeps begin by themselves. With a scope a schedule's labels include the scope's, and others' schedules do not exist.</content>
public sealed partial class SweepsApi
{
    private const int MostName = 63;

    public override async Task<V1.SweepSchedule> AddSweepSchedule(
        V1.AddSweepScheduleRequest request,
        ServerCallContext context
    )
    {
        if (!IsName(request.Name))
        {
            throw Refusal.Invalid(
                $"\"{request.Name}\" is no name of a schedule: expected up to {MostName} letters, digits, - _ and ., with a letter first"
            );
        }

        var zone = request.TimeZone.Length == 0 ? "UTC" : request.TimeZone;
        if (SweepTimes.Read(request.Cron, zone, out var problem) is null)
        {
            throw Refusal.Invalid(problem);
        }

        var profile = AskedProfile.Read(request.Profile, sweeps.Catalog);
        var selection = await new AskedHosts(_view).ReadAsync(context, request.Labels, []);
        var row = new SweepScheduleRow
        {
            Name = request.Name,
            Cron = request.Cron,
            TimeZone = zone,
            Profile = profile.Name,
            ProfileText = request.Profile.Text.Length == 0 ? "" : profile.Text,
            Labels = StoredJson.Write(selection.Labels),
            Patience = AskedPatience.Read(request.Patience),
            By = Actor.Of(context),
            CreatedAt = sweeps.Time.GetUtcNow(),
        };
        return await sweeps.Schedules.AddAsync(row, context.CancellationToken)
            ? Message(row)
            : throw new RpcException(
                new(
                    StatusCode.AlreadyExists,
                    $"there is a schedule {row.Name}: remove it first, or name another"
                )
            );
    }

    public override async Task<V1.ListSweepSchedulesReply> ListSweepSchedules(
        V1.ListSweepSchedulesRequest request,
        ServerCallContext context
    ) =>
        new()
        {
            Schedules =
            {
                (await sweeps.ScheduleStore.ListAsync(context.CancellationToken))
                    .Where(row => Sees(context, row))
                    .Select(Message),
            },
        };

    public override async Task<V1.SweepSchedule> PauseSweepSchedule(
        V1.PauseSweepScheduleRequest request,
        ServerCallContext context
    )
    {
        _ = await ScheduleAsync(request.Name, context);
        _ = await sweeps.Schedules.PauseAsync(
            request.Name,
            request.Paused,
            Actor.Of(context),
            context.CancellationToken
        );
        return Message(await ScheduleAsync(request.Name, context));
    }

    public override async Task<V1.SweepSchedule> RemoveSweepSchedule(
        V1.RemoveSweepScheduleRequest request,
        ServerCallContext context
    )
    {
        var row = await ScheduleAsync(request.Name, context);
        _ = await sweeps.Schedules.RemoveAsync(
            request.Name,
            Actor.Of(context),
            context.CancellationToken
        );
        return Message(row);
    }

    private async Task<SweepScheduleRow> ScheduleAsync(string name, ServerCallContext context)
    {
        var rows = (await sweeps.ScheduleStore.ListAsync(context.CancellationToken))
            .Where(row => Sees(context, row))
            .ToList();
        if (rows.Find(row => row.Name == name) is { } found)
        {
            return found;
        }

        var near = Checks.Reporting.NearestName.To(name, rows.Select(row => row.Name));
        var help = near is null ? "see fleet sweep schedule list" : $"did you mean {near}?";
        throw Refusal.NotFound($"there is no schedule {name}: {help}");
    }

    private static bool Sees(ServerCallContext context, SweepScheduleRow row) =>
        Actor.OperatorOf(context).Sees(LabelsOf(row));

    private static ImmutableSortedDictionary<string, string> LabelsOf(SweepScheduleRow row) =>
        StoredJson.Labels(row.Labels);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MostName
        && char.IsAsciiLetter(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private V1.SweepSchedule Message(SweepScheduleRow row) =>
        new()
        {
            Name = row.Name,
            Cron = row.Cron,
            TimeZone = row.TimeZone,
            Profile = row.Profile,
            OwnProfile = row.ProfileText.Length > 0,
            Labels = { LabelsOf(row) },
            Patience = row.Patience.ToDuration(),
            By = row.By,
            CreatedAt = row.CreatedAt.ToTimestamp(),
            Paused = row.IsPaused,
            NextAt = sweeps.Schedules.NextOf(row)?.ToTimestamp(),
        };
}
