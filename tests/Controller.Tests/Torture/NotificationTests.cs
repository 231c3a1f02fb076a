using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.Torture;

[Collection(Alone.Name)]
public sealed partial class NotificationTests
{
    private const int Kills = 10;

    /// <summary>Regressions between two kills, however slow the machine is.</summary>
    private const int AtEachKill = 8;

    /// <summary>The longest that a receiver in trouble keeps what waits for it waiting, and then some for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Killed_again_and_again_with_receivers_that_fail_each_is_told_of_each_regression_once()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.AddHostAsync("web-1");
        await temp.Open.DisposeAsync();
        var folder = Path.GetDirectoryName(temp.Path)!;
        await using var web = await HttpReceiver.StartAsync();
        await using var mail = await SmtpReceiver.StartAsync();
        var random = new Random(5);
        var recovery = TimeSpan.Zero;
        var child = await KilledNotifier.StartAsync(folder, web.Url, mail.Port);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await TroubleAsync(web, mail, random);
                await OpenedAsync(temp.Path, least: AtEachKill);
                await Task.Delay(random.Next(1500));
                await KillAsync(child);
                var killedAt = Stopwatch.GetTimestamp();
                child = await KilledNotifier.StartAsync(folder, web.Url, mail.Port);
                recovery = Longer(recovery, Stopwatch.GetElapsedTime(killedAt));
            }

            web.Answers = null;
            mail.Fault = "";
            await File.WriteAllTextAsync(Path.Combine(folder, "stop"), "");
            await EmptyAsync(temp.Path);
        }
        finally
        {
            await KillAsync(child);
        }

        await temp.OpenAsync();
        var made = await temp.Open.Reader.ReadAsync(
            (db, cancellation) => db.Regressions.CountAsync(cancellation),
            CancellationToken.None
        );
        Assert.True(made >= Kills * AtEachKill, $"only {made} regressions opened");
        var heard = Heard(web, mail);
        var (lost, doubled) = Count(heard, made);
        Artifact.Write(
            "notifications: controller killed -9, receivers out",
            Kills,
            lost,
            doubled,
            Kills,
            recovery.TotalSeconds
        );
        Assert.Equal((0L, 0L), (lost, doubled));
        Assert.All(
            web.Requests.GroupBy(request => request.Id),
            same => Assert.Single(same.Select(request => request.Body).Distinct())
        );
        Assert.Empty(await new OutboxStore(temp.Open).ListAsync(failed: true, 10, default));
    }

    /// <summary>Which message ids told of which subject, at each receiver; a message that came twice under one id is one.</summary>
    private static Dictionary<(string Receiver, string Subject), HashSet<string>> Heard(
        HttpReceiver web,
        SmtpReceiver mail
    ) =>
        web
            .Requests.Select(request =>
                (
                    Key: (
                        "web",
                        (string)JsonNode.Parse(request.Body)!["notification"]!["subject"]!
                    ),
                    request.Id
                )
            )
            .Concat(
                mail.Mails()
                    .Select(got =>
                        (
                            Key: ("mail", Subject().Match(got.Header("Subject")).Value),
                            Id: got.Header("Message-Id")
                        )
                    )
            )
            .GroupBy(each => each.Key)
            .ToDictionary(group => group.Key, group => group.Select(each => each.Id).ToHashSet());

    private static (long Lost, long Doubled) Count(
        Dictionary<(string Receiver, string Subject), HashSet<string>> heard,
        int made
    )
    {
        var (lost, doubled) = (0L, 0L);
        foreach (var receiver in new[] { "web", "mail" })
        {
            for (var number = 1; number <= made; number++)
            {
                var times = heard.GetValueOrDefault((receiver, $"subject-{number}."))?.Count ?? 0;
                lost += times == 0 ? 1 : 0;
                doubled += times > 1 ? times - 1 : 0;
            }
        }

        return (lost, doubled);
    }

    /// <summary>What befalls the receivers until the next kill.</summary>
    private static async Task TroubleAsync(HttpReceiver web, SmtpReceiver mail, Random random)
    {
        web.Answers = random.Next(4) switch
        {
            0 => context =>
            {
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            },
            // It has the message, and nobody learns of it.
            1 => context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
            2 => context => Task.Delay(100, context.RequestAborted),
            _ => null,
        };
        mail.Fault = random.Next(4) switch
        {
            0 => "451",
            1 => "drop",
            _ => "",
        };
        if (random.Next(3) == 0)
        {
            await mail.KillAsync();
            await mail.BeginAsync();
        }
    }

    /// <summary>Waits until so many regressions more have opened.</summary>
    private static async Task OpenedAsync(string path, int least)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM regression";
        var first = (long)(await command.ExecuteScalarAsync())!;
        var began = Stopwatch.GetTimestamp();
        while ((long)(await command.ExecuteScalarAsync())! < first + least)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "nothing opens");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until all that happened was planned for and delivered.</summary>
    private static async Task EmptyAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT count(*) FROM notification WHERE delivered_at IS NULL)
                + (SELECT count(*) FROM notification_group WHERE told = 0)
                + (SELECT max(id) FROM regression_event) - (SELECT position FROM feed_cursor)
            """;
        var began = Stopwatch.GetTimestamp();
        while (await command.ExecuteScalarAsync() is not 0L)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "messages wait for ever");
            await Task.Delay(200);
        }
    }

    private static async Task KillAsync(Process child)
    {
        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();
        child.Dispose();
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [GeneratedRegex(@"subject-\d+\.", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Subject();
}
