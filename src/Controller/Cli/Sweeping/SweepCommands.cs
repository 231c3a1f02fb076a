using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Reports;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>fleet sweep</c>: the fleet judged by a profile.</summary>
internal static class SweepCommands
{
    public static Command In(CommandFrame frame) =>
        frame.Plain(
            "sweep",
            "Judge many hosts by a profile: now or on a schedule",
            [
                "fleet sweep profiles",
                "fleet sweep run --profile ssh-baseline",
                "fleet sweep schedule weekly --profile cis-debian12-ssh --cron \"0 0 6 ? * MON\"",
                "fleet sweep show S-7 --failed",
                "fleet sweep report S-7 -o report.html",
            ],
            [
                RunSweepCommand.In(frame),
                List(frame),
                ShowSweepCommand.In(frame),
                DiffSweepsCommand.In(frame),
                ReportCommand.In(frame),
                Cancel(frame),
                ProfilesOf(frame),
                ScheduleCommands.In(frame),
            ]
        );

    private static Command List(CommandFrame frame)
    {
        var profile = new Option<string?>("--profile")
        {
            Description = "Only of this profile",
            HelpName = "NAME",
        };
        var limit = new Option<int>("--limit")
        {
            Description = "The most to list",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        return frame.Asking(
            "list",
            "Sweeps, newest first",
            ["fleet sweep list", "fleet sweep list --profile ssh-baseline --limit 5"],
            [profile, limit],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Sweeps.ListSweepsAsync(
                    new()
                    {
                        Profile = asked.Parsed.GetValue(profile) ?? "",
                        Limit = asked.Parsed.GetValue(limit),
                    },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => SweepsJson.From(reply.Sweeps),
                    SweepJson.Default.SweepsJson,
                    () => SweepListText.Lines(reply.Sweeps, asked.Screen)
                );
            }
        );
    }

    private static Command Cancel(CommandFrame frame)
    {
        var id = SweepId.Argument("ID", "Which sweep, such as S-7");
        return frame.Asking(
            "cancel",
            "End a sweep early: hosts without an answer are unknown",
            ["fleet sweep cancel S-7"],
            [id],
            async (asked, cancellationToken) =>
            {
                var sweep = await asked.Client.Sweeps.CancelSweepAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => SweepSummaryJson.Only(sweep),
                    SweepJson.Default.OneSweepJson,
                    () => [$"sweep {SweepId.Text(sweep.Id)} is cancelled"]
                );
            }
        );
    }

    private static Command ProfilesOf(CommandFrame frame) =>
        frame.Asking(
            "profiles",
            "The profiles that hosts can be judged by, and the documents that they follow",
            ["fleet sweep profiles"],
            [],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Sweeps.ListProfilesAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => ProfilesJson.From(reply.Profiles),
                    SweepJson.Default.ProfilesJson,
                    () => SweepListText.Profiles(reply.Profiles, asked.Screen)
                );
            }
        );
}
