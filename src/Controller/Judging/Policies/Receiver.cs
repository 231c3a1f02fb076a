using System.Collections.Immutable;
using System.Net;

namespace Fleet.Controller.Judging.Policies;

/// <summary>Somebody who is told.</summary>
/// <param name="Name">What routes call it.</param>
/// <param name="Address">Where its messages go.</param>
/// <param name="AllowedNetworks">Networks that its address may be in though they are not public, and that may be spoken to without TLS.</param>
public sealed record Receiver(
    string Name,
    ReceiverAddress Address,
    ImmutableArray<IPNetwork> AllowedNetworks
);

/// <summary>Where messages go. Secrets stand in files that only the controller reads, never in the policy.</summary>
public abstract record ReceiverAddress
{
    /// <summary>JSON to a web server of one's own.</summary>
    /// <param name="Url">http or https.</param>
    /// <param name="SecretFile">What messages are signed with; empty: they are not.</param>
    public sealed record Webhook(Uri Url, string SecretFile) : ReceiverAddress;

    /// <summary>A Slack incoming webhook, or a server that takes the same.</summary>
    /// <param name="Url">Null: it is in the file.</param>
    /// <param name="UrlFile">The URL is the secret, so it may stand in a file; empty: it does not.</param>
    public sealed record Slack(Uri? Url, string UrlFile) : ReceiverAddress;

    /// <summary>Mail.</summary>
    /// <param name="To">Whom.</param>
    /// <param name="From">The sender's address.</param>
    /// <param name="Server">The mail server's name.</param>
    /// <param name="Port">Its port.</param>
    /// <param name="Tls">How it is spoken to.</param>
    /// <param name="User">Empty: nobody logs in.</param>
    /// <param name="PasswordFile">Empty: nobody logs in.</param>
    public sealed record Email(
        ImmutableArray<string> To,
        string From,
        string Server,
        int Port,
        MailTls Tls,
        string User,
        string PasswordFile
    ) : ReceiverAddress;

    /// <summary>A Prometheus Alertmanager.</summary>
    /// <param name="Url">Below which its API stands.</param>
    public sealed record Alertmanager(Uri Url) : ReceiverAddress;
}

/// <summary>How a mail server is spoken to.</summary>
public enum MailTls
{
    Unspecified = 0,

    /// <summary>The connection begins in the clear and must change over (RFC 3207).</summary>
    StartTls,

    /// <summary>From the first byte (RFC 8314 §3.3).</summary>
    Tls,

    /// <summary>In the clear.</summary>
    None,
}
