namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>The account that runs ssh.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Home">Its home.</param>
public sealed record ClientUser(string Name, uint Uid, string Home);

/// <summary>One call of ssh: <c>ssh [-l user] [-p port] host</c>.</summary>
public sealed record ClientQuestion
{
    /// <summary>The host as typed.</summary>
    public required string Host { get; init; }

    /// <summary>Who calls.</summary>
    public required ClientUser LocalUser { get; init; }

    /// <summary>The remote user where the command line names one; null: the configuration decides.</summary>
    public string? User { get; init; }

    /// <summary>The port where the command line names one.</summary>
    public int? Port { get; init; }

    /// <summary>gethostname(3) of the client, for <c>%l</c> and <c>%L</c>; null: not known.</summary>
    public string? LocalHost { get; init; }

    /// <summary>The caller's environment: null for a variable that is not set. Without it no variable is known.</summary>
    public Func<string, string?>? Environment { get; init; }

    /// <summary>The name that CanonicalizeHostname finds in DNS; null: not known.</summary>
    public string? CanonicalName { get; init; }
}
