using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Judging.PolicyYaml.Notifications;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>notifications:</c>, which says who is told of what.</summary>
internal sealed class NotificationsReader(RuleNames rules, Complaints complaints)
{
    /// <summary>Each is spoken to by itself, at the same time as the others: so many must be bearable.</summary>
    public const int MostReceivers = 100;

    private readonly MappingReader _mapping = new(complaints);

    public NotificationPolicy Read(PolicyNode node)
    {
        PolicyNode? receivers = null;
        PolicyNode? routes = null;
        if (node is PolicyRefused or PolicyScalar { IsNothing: true })
        {
            return NotificationPolicy.None;
        }

        _ = _mapping.Read(
            node,
            "notifications",
            [new("receivers", said => receivers = said), new("routes", said => routes = said)]
        );
        // Routes may stand before the receivers that they name.
        var known = receivers is null ? [] : Receivers(receivers);
        var route = new RouteReader(
            rules,
            complaints,
            [.. known.Select(receiver => receiver.Name)]
        );
        return new NotificationPolicy
        {
            Receivers = known,
            Routes = routes is null
                ? []
                : [.. _mapping.List(routes, "routes", "routes", route.Read)],
        };
    }

    private ImmutableArray<Receiver> Receivers(PolicyNode node)
    {
        var receivers = ImmutableArray.CreateBuilder<Receiver>();
        foreach (
            var (receiver, place) in _mapping.List(
                node,
                "receivers",
                "receivers",
                new ReceiverReader(complaints).Read
            )
        )
        {
            if (receivers.Any(other => other.Name == receiver.Name))
            {
                complaints.Add(
                    place,
                    $"there are two receivers named {Said.Raw(receiver.Name)}; name one otherwise"
                );
            }

            receivers.Add(receiver);
        }

        if (receivers.Count > MostReceivers)
        {
            complaints.Add(
                node,
                $"there are {receivers.Count} receivers; a policy has at most {MostReceivers}"
            );
        }

        return receivers.ToImmutable();
    }
}
