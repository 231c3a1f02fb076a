namespace Fleet.Interop.Tests.Interpreter;

/// <summary>Why a test was skipped.</summary>
public static class Missing
{
    public const string Packages =
        "/usr/bin/python3 has no gRPC: install Debian's python3-grpcio and python3-grpc-tools";
}
