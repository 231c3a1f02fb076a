namespace Fleet.Controller.Authority.Ca;

/// <summary>The certificate authority on disk cannot be used; the message names the file and what to do.</summary>
public sealed class AuthorityUnusableException(string message, Exception? inner = null)
    : Exception(message, inner);
