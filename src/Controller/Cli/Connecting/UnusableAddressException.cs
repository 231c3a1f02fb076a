namespace Fleet.Controller.Cli.Connecting;

/// <summary>The words do not say where the controller is, or how to be let in.</summary>
public sealed class UnusableAddressException(string message) : Exception(message);
