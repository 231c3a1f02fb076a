namespace Fleet.Controller.Sweeps.Asking;

/// <summary>Makes hosts look.</summary>
public interface IHostAsker
{
    /// <summary>Hosts that can be asked now.</summary>
    IReadOnlyCollection<int> Live { get; }

    /// <summary>Has a host run checks and waits until what it saw is stored. Says how it went, never throws for what a host does.</summary>
    /// <param name="hostId">Which host.</param>
    /// <param name="checks">Which checks.</param>
    /// <param name="within">The most it may take.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<HostAsked> AskAsync(
        int hostId,
        IReadOnlyCollection<string> checks,
        TimeSpan within,
        CancellationToken cancellationToken
    );
}

/// <summary>What came of asking a host to look.</summary>
public abstract record HostAsked
{
    private HostAsked() { }

    /// <summary>It looked, and what it saw is stored.</summary>
    public sealed record Looked : HostAsked;

    /// <summary>It was connected and was not done in time.</summary>
    public sealed record TimedOut : HostAsked;

    /// <summary>It was not connected, or was lost meanwhile: it can be asked again when it comes back.</summary>
    public sealed record Lost : HostAsked;

    /// <summary>It said no.</summary>
    public sealed record Refused(string Reason) : HostAsked;
}
