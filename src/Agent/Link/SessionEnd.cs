namespace Fleet.Agent.Link;

/// <summary>How a stream that had been welcomed ended.</summary>
/// <param name="Why">One line.</param>
/// <param name="ComeBackAfter">What the controller asked for when it drained; null: it did not.</param>
public sealed record SessionEnd(string Why, TimeSpan? ComeBackAfter);

/// <summary>The controller answered, and does not want this agent as it is: its certificate is not honoured.</summary>
public sealed class LinkRefusedException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>There is no stream, or none any more: try again.</summary>
public sealed class LinkLostException(string message, Exception? inner = null)
    : Exception(message, inner);
