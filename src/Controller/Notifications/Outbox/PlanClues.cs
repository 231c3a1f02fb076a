using System.Collections.Immutable;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Attribution;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Finds what came just before, for messages that are about to be stored: the worst of each message's topics is looked at.</summary>
/// <param name="queries">Reads what is known of the hosts.</param>
/// <param name="failed">Told of what could not be read; the message goes out without it.</param>
internal sealed class PlanClues(AttributionQueries queries, Action<Exception> failed)
{
    /// <summary>What changed on many hosts at once has one reason: a few of them tell it.</summary>
    private const int MostTopics = 3;

    private const int MostClues = 3;

    public async Task<Plan> AddAsync(Plan plan, CancellationToken cancellationToken)
    {
        var messages = ImmutableArray.CreateBuilder<PlannedMessage>(plan.Messages.Length);
        foreach (var message in plan.Messages)
        {
            messages.Add(await AddAsync(message, cancellationToken));
        }

        return plan with
        {
            Messages = messages.ToImmutable(),
        };
    }

    private async Task<PlannedMessage> AddAsync(
        PlannedMessage message,
        CancellationToken cancellationToken
    )
    {
        if (message.Kind == NotificationKind.Resolved)
        {
            return message;
        }

        var told = message.Told;
        foreach (var topic in told.Where(topic => !topic.IsOffline).Take(MostTopics))
        {
            var clues = await CluesAsync(topic.RegressionId, cancellationToken);
            told = told.Replace(topic, topic with { Text = topic.Text with { Clues = clues } });
        }

        return message with
        {
            Told = told,
        };
    }

    private async Task<ImmutableArray<string>> CluesAsync(
        long regression,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await queries.OfAsync(regression, cancellationToken) is { } explained
                ?
                [
                    .. explained
                        .Attribution.Clues.Where(clue => clue.Kind != ClueKind.Change)
                        .Take(MostClues)
                        .Select(clue => clue.Words),
                ]
                : [];
        }
        catch (TimeoutException late)
        {
            failed(late);
            return [];
        }
    }
}
