namespace Fleet.Controller.Authority;

/// <summary>Who an agent is: what its certificate says and the records confirm, never what a message says.</summary>
/// <param name="HostId">The host's row id.</param>
/// <param name="HostName">The host's name.</param>
/// <param name="Serial">The certificate it came with, lower-case hexadecimal.</param>
public sealed record AgentIdentity(int HostId, string HostName, string Serial);
