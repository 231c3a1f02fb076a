using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Controller.Api.Listening;

/// <summary>A gRPC service for operators, besides the one that speaks of hosts.</summary>
/// <param name="Add">Registers its implementation.</param>
/// <param name="Map">Gives it its routes.</param>
public sealed record OperatorService(
    Action<IServiceCollection> Add,
    Action<IEndpointRouteBuilder> Map
)
{
    /// <summary>Serves one implementation to every caller that <c>CallerPolicy</c> lets through.</summary>
    public static OperatorService Of<T>(T implementation)
        where T : class =>
        new(
            services => services.AddSingleton(implementation),
            routes => routes.MapGrpcService<T>()
        );
}
