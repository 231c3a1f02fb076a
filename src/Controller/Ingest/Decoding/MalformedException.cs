namespace Fleet.Controller.Ingest.Decoding;

/// <summary>An agent sent what the contract does not allow; the message names the thing and what was expected.</summary>
public sealed class MalformedException(string message) : Exception(message);
