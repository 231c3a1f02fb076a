namespace Grpc.Core;

/// <summary>Asked after the TLS handshake whether the server is the one that is meant.</summary>
/// <returns>Whether the connection may be used.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
