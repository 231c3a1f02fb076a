namespace Fleet.Controller.Cli.Serving;

/// <summary>The controller cannot start; the message is one line that names the thing and what to do.</summary>
/// <param name="message">The line.</param>
/// <param name="exitCode"><see cref="ExitCode.Usage"/> for what was typed or written wrongly, <see cref="ExitCode.Offline"/> for its surroundings.</param>
/// <param name="inner">What lies under it.</param>
public sealed class CannotStartException(string message, int exitCode, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode => exitCode;
}
