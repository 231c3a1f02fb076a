namespace Fleet.Controller.Authority.Roles;

/// <summary>Who may call an RPC; the kinds are closed.</summary>
public abstract record Caller
{
    private Caller() { }

    /// <summary>Anyone over TLS: the request itself carries the proof (a token, a signature).</summary>
    public sealed record Anyone : Caller;

    /// <summary>An agent with a valid, unrevoked client certificate.</summary>
    public sealed record Agent : Caller;

    /// <summary>An operator with at least this role.</summary>
    public sealed record Operator(Role Least) : Caller;
}
