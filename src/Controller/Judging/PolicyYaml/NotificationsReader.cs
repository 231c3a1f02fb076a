using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>notifications:</c>, which says who is told of what.</summary>
internal sealed class NotificationsReader(Complaints complaints)
{
    private readonly MappingReader _mapping = new(complaints);

    public NotificationPolicy Read(PolicyNode node)
    {
        if (node is not (PolicyRefused or PolicyScalar { IsNothing: true }))
        {
            _ = _mapping.Read(node, "notifications", []);
        }

        return NotificationPolicy.None;
    }
}
