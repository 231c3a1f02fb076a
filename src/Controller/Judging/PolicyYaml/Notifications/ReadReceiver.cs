using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml.Notifications;

/// <param name="Receiver">As it was read.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ReadReceiver(Receiver Receiver, PolicyNode Place);
