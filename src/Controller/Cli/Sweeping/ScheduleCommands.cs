using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>fleet sweep schedule</c>: sweeps that begin by themselves.</summary>
internal static class ScheduleCommands
{
    public static Command In(CommandFrame frame)
    {
        var command = Add(frame);
        command.Add(List(frame));
        command.Add(Pause(frame, "pause", "Begin no sweeps by a schedule for now", isPaused: true));
        command.Add(
            Pause(
                frame,
                "resume",
                "Begin sweeps by a paused schedule again; what fell due meanwhile is not made up for",
                isPaused: false
            )
        );
        command.Add(Remove(frame));
        return command;
    }

    private static Command Add(CommandFrame frame)
    {
        var name = new Argument<string>("NAME") { Description = "What it is called" };
        var profile = ProfileOption.In();
        var cron = new Option<string>("--cron")
        {
            Description =
                "When: seconds minutes hours day-of-month month day-of-week, as Quartz has it",
            HelpName = "EXPRESSION",
            Required = true,
        };
        var zone = new Option<string>("--timezone")
        {
            Description = "The time zone of --cron, such as Europe/Berlin (default: UTC)",
            HelpName = "ZONE",
            DefaultValueFactory = _ => "UTC",
        };
        var labels = HostArgument.Labels();
        var deadline = PatienceOption.In();
        return frame.Asking(
            "schedule",
            "Begin a sweep again and again; or list, pause, resume and remove what does",
            [
                "fleet sweep schedule weekly --profile ssh-baseline --cron \"0 0 6 ? * MON\" --timezone Europe/Berlin --label env=prod",
                "fleet sweep schedule list",
                "fleet sweep schedule pause weekly",
            ],
            [name, profile, cron, zone, labels, deadline],
            async (asked, cancellationToken) =>
            {
                var asking = await ProfileOption.ReadAsync(
                    frame,
                    asked.Screen,
                    asked.Parsed.GetValue(profile)!,
                    cancellationToken
                );
                if (asking is null)
                {
                    return ExitCode.Usage;
                }

                var request = new AddSweepScheduleRequest
                {
                    Name = asked.Parsed.GetValue(name),
                    Profile = asking,
                    Cron = asked.Parsed.GetValue(cron),
                    TimeZone = asked.Parsed.GetValue(zone),
                    Labels = { asked.Parsed.GetValue(labels) ?? [] },
                    Patience = asked.Parsed.GetValue(deadline)?.ToDuration(),
                };
                var added = await asked.Client.Sweeps.AddSweepScheduleAsync(
                    request,
                    Asked.Options(cancellationToken)
                );
                return Show(asked, added, "begins its first sweep");
            }
        );
    }

    private static Command List(CommandFrame frame) =>
        frame.Asking(
            "list",
            "Schedules with their next times",
            ["fleet sweep schedule list"],
            [],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Sweeps.ListSweepSchedulesAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => SchedulesJson.From(reply.Schedules),
                    SweepJson.Default.SchedulesJson,
                    () => SweepListText.Schedules(reply.Schedules, asked.Screen)
                );
            }
        );

    private static Command Pause(CommandFrame frame, string verb, string what, bool isPaused)
    {
        var name = Name(frame);
        return frame.Asking(
            verb,
            what,
            [$"fleet sweep schedule {verb} weekly"],
            [name],
            async (asked, cancellationToken) =>
            {
                var changed = await asked.Client.Sweeps.PauseSweepScheduleAsync(
                    new() { Name = asked.Parsed.GetValue(name), Paused = isPaused },
                    Asked.Options(cancellationToken)
                );
                return Show(asked, changed, isPaused ? "is paused" : "begins its next sweep");
            }
        );
    }

    private static Command Remove(CommandFrame frame)
    {
        var name = Name(frame);
        return frame.Asking(
            "remove",
            "Remove a schedule; the sweeps that it began stay",
            ["fleet sweep schedule remove weekly"],
            [name],
            async (asked, cancellationToken) =>
            {
                var removed = await asked.Client.Sweeps.RemoveSweepScheduleAsync(
                    new() { Name = asked.Parsed.GetValue(name) },
                    Asked.Options(cancellationToken)
                );
                removed.NextAt = null;
                return Show(asked, removed, "is removed");
            }
        );
    }

    private static Argument<string> Name(CommandFrame frame)
    {
        var name = new Argument<string>("NAME") { Description = "Which schedule" };
        name.CompletionSources.Add(context => ScheduleNames.Of(frame, context.ParseResult));
        return name;
    }

    private static int Show(Asked asked, SweepSchedule schedule, string what) =>
        asked.Show(
            () => ScheduleJson.Only(schedule),
            SweepJson.Default.OneScheduleJson,
            () =>
                [
                    $"{schedule.Name} {what}"
                        + (
                            schedule.NextAt is null
                                ? ""
                                : $" {SweepListText.Moment(schedule, asked.Screen)}"
                        ),
                ]
        );
}
