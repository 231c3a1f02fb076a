using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Impacts;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Regressions and silent hosts as topics. Pure.</summary>
internal static class RegressionTopics
{
    public static string RefOf(long regression) =>
        string.Create(CultureInfo.InvariantCulture, $"r{regression}");

    public static string RefOf(int host) => string.Create(CultureInfo.InvariantCulture, $"h{host}");

    /// <summary>The number behind a ref's letter.</summary>
    public static long IdOf(string topic) =>
        long.Parse(topic.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <param name="row">As it stands.</param>
    /// <param name="host">Where.</param>
    /// <param name="isOffline">Its host has been silent for long: what is known of it is old.</param>
    /// <param name="clues">What came just before.</param>
    public static Topic Of(
        RegressionRow row,
        HostIdentity host,
        bool isOffline,
        ImmutableArray<string> clues
    )
    {
        var moments = StoredJson.Moments(row.LatelyOpened);
        return new Topic
        {
            Ref = RefOf(row.Id),
            RegressionId = row.Id,
            Host = host,
            Alike = Alike(row),
            Occasion = Occasion(row),
            Rule = row.Rule.Length > 0 ? row.Rule : row.Subject,
            Severity = row.Severity,
            State = StateOf(row, isOffline),
            Since = moments.Append(row.OpenedAt).Max(),
            Text = new TopicText
            {
                Subject = row.Subject,
                Summary = row.Summary,
                Before = row.Before,
                After = row.After,
                Changes =
                [
                    .. StoredJson
                        .FactChanges(row.Changes)
                        .Select(change => new Difference(
                            change.Key,
                            change.Before ?? "",
                            change.After ?? ""
                        )),
                ],
                Impact = ImpactJson.Read(row.Impact),
                Clues = clues,
                Remedy = StoredJson.Texts(row.Remedy),
                FlappingSince = row.FlappingSince,
                Openings = row.Openings,
                Ended = EndOf(row),
            },
        };
    }

    /// <summary>A host that has been silent, or was.</summary>
    public static Topic Offline(
        int id,
        HostIdentity host,
        TopicState state,
        DateTimeOffset since
    ) =>
        new()
        {
            Ref = RefOf(id),
            Host = host,
            Alike = Topic.OfflineRule,
            Rule = Topic.OfflineRule,
            Severity = Severity.High,
            State = state,
            Since = since,
            Text = new TopicText
            {
                Subject = host.Name,
                Summary = $"{host.Name} is offline",
                Ended = state == TopicState.Over ? "online again" : "",
            },
        };

    private static TopicState StateOf(RegressionRow row, bool isOffline) =>
        row.State switch
        {
            RegressionState.Resolved or RegressionState.Accepted => TopicState.Over,
            RegressionState.Acknowledged or RegressionState.Silenced => TopicState.Quiet,
            _ when isOffline || row.CausedBy is not null => TopicState.HeldBack,
            _ => TopicState.Open,
        };

    private static string EndOf(RegressionRow row) =>
        row.State switch
        {
            RegressionState.Resolved => "resolved",
            RegressionState.Accepted when row.AcceptedBy.Length > 0 =>
                $"accepted by {row.AcceptedBy}: {row.Reason}",
            RegressionState.Accepted => "accepted",
            _ => "",
        };

    /// <summary>What one look of one check at one host brought.</summary>
    private static string Occasion(RegressionRow row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.HostId}/{row.Check}/{row.OpenedAt.UtcTicks}"
        );

    /// <summary>The same for what is alike on any host; short, whatever the values are.</summary>
    private static string Alike(RegressionRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { row.Rule, row.Subject, row.Before, row.After })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return $"{(int)row.Kind}/{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}";
    }
}
