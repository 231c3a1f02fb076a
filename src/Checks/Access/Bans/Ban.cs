using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Access.Bans;

/// <summary>What banned.</summary>
public enum BanTool
{
    Unspecified = 0,
    Fail2ban,
    Sshguard,
    Crowdsec,
}

/// <summary>An address, or a network, that a program on the host keeps out.</summary>
/// <param name="Tool">Which program.</param>
/// <param name="List">fail2ban's jail; elsewhere the set or chain in the packet filter.</param>
/// <param name="Network">Whom.</param>
/// <param name="Since">From when on; null where the program does not tell.</param>
/// <param name="Until">To when; null where the program does not tell, <see cref="DateTimeOffset.MaxValue"/>: for ever.</param>
public sealed record Ban(
    BanTool Tool,
    string List,
    IPNetwork Network,
    DateTimeOffset? Since,
    DateTimeOffset? Until
)
{
    /// <summary>As an operator says it: <c>fail2ban (jail sshd)</c>.</summary>
    public string By =>
        Tool == BanTool.Fail2ban
            ? $"fail2ban (jail {List})"
            : $"{Tool.ToString().ToLowerInvariant()} ({List})";

    /// <summary>The address alone where it is one, else the network.</summary>
    public string Whom => BanText.Whom(Network);

    /// <summary>True while it is in force.</summary>
    public bool Holds(DateTimeOffset asOf) => Until is not { } until || until > asOf;

    /// <summary>The commands that end it, in order.</summary>
    public ImmutableArray<string> Unban => UnbanCommand.Of(this);
}
