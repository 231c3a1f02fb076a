using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>One login that is asked about: who, from where, with what, under which values of sshd's.</summary>
internal sealed record Attempt(
    LoginHost Host,
    HostAccount Account,
    LoginMeans Means,
    string Source,
    SshdEffective Effective
)
{
    /// <summary>The values without a source: those for which the host's key files were looked up.</summary>
    public required SshdEffective Anywhere { get; init; }

    /// <summary>sshd asks for the client's name.</summary>
    public required bool LooksNamesUp { get; init; }

    public DateTimeOffset AsOf => Host.AsOf;

    public bool IsRoot => Account.Uid == 0;

    public bool UsesPam => Is("UsePAM", "yes");

    /// <summary>The value as <c>sshd -T</c> prints it; empty where there is none.</summary>
    public string Value(string keyword) => Effective[keyword];

    public bool Is(string keyword, string value) => Effective.Find(keyword)?.Is(value) == true;

    /// <summary>The line that set it; empty for what is built in.</summary>
    public string Place(string keyword) => Effective.Find(keyword)?.Source?.ToString() ?? "";
}
