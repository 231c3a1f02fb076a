using System.Collections.Immutable;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>Decides who is told what, and when next. Pure: the same input gives the same plan for ever, so a plan that was not stored is made again.</summary>
public static class Planner
{
    public static Plan Make(PlanInput input)
    {
        var before = input.Groups.ToImmutableDictionary(group => group.Id);
        var groups = ImmutableArray.CreateBuilder<NoticeGroup>();
        var messages = ImmutableArray.CreateBuilder<PlannedMessage>();
        foreach (var group in Placement.Of(input))
        {
            var step = GroupStep.Of(group, input);
            if (
                group.Id != 0
                && ReferenceEquals(before.GetValueOrDefault(group.Id), group)
                && step.Messages.IsEmpty
                && step.Group == group
            )
            {
                continue;
            }

            messages.AddRange(step.Messages.Select(told => told with { Group = groups.Count }));
            groups.Add(step.Group);
        }

        return new(groups.ToImmutable(), messages.ToImmutable());
    }
}
