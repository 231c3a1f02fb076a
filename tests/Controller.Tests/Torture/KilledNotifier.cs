using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Fleet.Checks.Catalog;
using Fleet.Controller.History;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Notifications.Sending;
using Fleet.Controller.Tests.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.Torture;

/// <summary>A controller's way from regressions to receivers in a process of its own, so that it can be killed.</summary>
public sealed class KilledNotifier
{
    private const string FolderVariable = "FLEET_NOTIFIER_FOLDER";
    private const string HttpVariable = "FLEET_NOTIFIER_HTTP";
    private const string SmtpVariable = "FLEET_NOTIFIER_SMTP";

    /// <summary>The child: runs only when the parent asks for it by name.</summary>
    [Fact(Explicit = true)]
    public async Task Opens_regressions_and_tells_of_them_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        await using var database = await HistoryDatabase.OpenAsync(
            Path.Combine(folder, "fleet.db"),
            TimeProvider.System,
            CancellationToken.None
        );
        var policy = new FleetPolicy { Notifications = Receivers() };
        var times = new SendingTimes
        {
            Try = TimeSpan.FromSeconds(2),
            QuickRetries = 1,
            QuickDelay = TimeSpan.FromMilliseconds(50),
            FirstDelay = TimeSpan.FromMilliseconds(200),
            LongestDelay = TimeSpan.FromSeconds(1),
        };
        var sending = new NoticeSending(
            new OutboxStore(database),
            () => policy.Notifications,
            new PatientChannel(
                new Channels(new SecretFiles(), TimeProvider.System),
                times,
                TimeProvider.System
            ),
            times,
            TimeProvider.System,
            Tell
        );
        var planning = new NoticePlanning(
            database,
            new PolicyInForce(CheckCatalog.BuiltIn, policy),
            TimeProvider.System,
            sending.Wake,
            Tell
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "runs"), "");
        await Task.WhenAll(
            planning.RunAsync(CancellationToken.None),
            sending.RunAsync(CancellationToken.None),
            OpenAsync(database, Path.Combine(folder, "stop"))
        );
    }

    /// <summary>Starts the child and waits until it runs.</summary>
    internal static async Task<Process> StartAsync(string folder, Uri http, int smtp)
    {
        var runs = Path.Combine(folder, "runs");
        File.Delete(runs);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [FolderVariable] = folder,
                [HttpVariable] = $"{http}",
                [SmtpVariable] = $"{smtp}",
            },
        };
        string[] arguments =
        [
            "exec",
            typeof(KilledNotifier).Assembly.Location,
            "-explicit",
            "only",
            "-method",
            $"{typeof(KilledNotifier).FullName}.{nameof(Opens_regressions_and_tells_of_them_until_it_is_killed)}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var tries = 0; !File.Exists(runs); tries++)
        {
            Assert.False(process.HasExited || tries > 3000, "the controller did not start");
            await Task.Delay(20);
        }

        return process;
    }

    private static void Tell(Exception failure) => Console.Error.WriteLine(failure);

    private static NotificationPolicy Receivers() =>
        new()
        {
            Receivers =
            [
                new(
                    "web",
                    new ReceiverAddress.Webhook(
                        new(Environment.GetEnvironmentVariable(HttpVariable)!),
                        ""
                    ),
                    [IPNetwork.Parse("127.0.0.0/8")]
                ),
                new(
                    "mail",
                    new ReceiverAddress.Email(
                        ["ops@example.org"],
                        "fleet@example.org",
                        "127.0.0.1",
                        int.Parse(
                            Environment.GetEnvironmentVariable(SmtpVariable)!,
                            CultureInfo.InvariantCulture
                        ),
                        MailTls.None,
                        "",
                        ""
                    ),
                    []
                ),
            ],
            Routes =
            [
                new()
                {
                    Receivers = ImmutableArray.Create("web", "mail"),
                    GroupWait = TimeSpan.Zero,
                },
            ],
        };

    /// <summary>A regression after the other, each unlike all others, until the file is there.</summary>
    private static async Task OpenAsync(HistoryDatabase database, string stop)
    {
        var feed = new RegressionFeed(database);
        var (host, made) = await database.Reader.ReadAsync(
            async (db, cancellation) =>
                (
                    await db.Hosts.Select(row => row.Id).FirstAsync(cancellation),
                    await db.Regressions.CountAsync(cancellation)
                ),
            CancellationToken.None
        );
        while (!File.Exists(stop))
        {
            _ = await feed.OpenAsync(host, $"subject-{++made}.", DateTimeOffset.UtcNow);
            await Task.Delay(60);
        }
    }
}
