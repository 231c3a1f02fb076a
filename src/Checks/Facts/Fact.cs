namespace Fleet.Checks.Facts;

/// <summary>One thing a check saw: a stable key and a short canonical value, such as <c>sshd_config/PermitRootLogin = no</c>.</summary>
/// <param name="Key">A path of stable segments (<see cref="FactKey"/>); unique on a host.</param>
/// <param name="Value">Short canonical text. Text from hosts is hostile: stored raw, escaped by every renderer.</param>
/// <param name="Source">Where it was read (<c>/etc/ssh/sshd_config:33</c>); not part of the fact's identity or hash.</param>
public readonly record struct Fact(string Key, string Value, string? Source = null);
