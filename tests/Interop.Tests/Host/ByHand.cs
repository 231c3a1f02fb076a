using Grpc.Core;

namespace Fleet.Interop.Tests.Host;

/// <summary>A service without generated code: a method, its marshallers and a handler.</summary>
public static class ByHand
{
    public static readonly Method<string, string> Shout = new(
        MethodType.Unary,
        "fleet.interop.v1.ByHand",
        "Shout",
        Marshallers.StringMarshaller,
        Marshallers.StringMarshaller
    );

    public static ServerServiceDefinition Service { get; } =
        ServerServiceDefinition
            .CreateBuilder()
            .AddMethod(Shout, (request, _) => Task.FromResult(request.ToUpperInvariant()))
            .Build();
}
