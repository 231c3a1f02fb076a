using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Groups as their rows keep them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptGroup))]
internal sealed partial class GroupRows : JsonSerializerContext
{
    public static NoticeGroup Read(NotificationGroupRow row)
    {
        var kept = JsonSerializer.Deserialize(row.Members, Default.KeptGroup)!;
        return new NoticeGroup
        {
            Id = row.Id,
            Key = row.Key,
            Receiver = row.Receiver,
            OpenedAt = row.OpenedAt,
            ResolvedAt = row.ResolvedAt,
            NextAt = row.NextAt,
            Told = row.Told,
            Escalated = row.Escalated,
            FirstToldAt = kept.FirstToldAt,
            LastToldAt = kept.LastToldAt,
            Members = kept.Members,
        };
    }

    public static string Members(NoticeGroup group) =>
        JsonSerializer.Serialize(
            new KeptGroup(group.FirstToldAt, group.LastToldAt, group.Members),
            Default.KeptGroup
        );
}

/// <summary>What stands in the row's column of members.</summary>
internal sealed record KeptGroup(
    DateTimeOffset? FirstToldAt,
    DateTimeOffset? LastToldAt,
    ImmutableArray<NoticeMember> Members
);
