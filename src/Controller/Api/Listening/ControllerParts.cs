using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Authority.Operators;

namespace Fleet.Controller.Api.Listening;

/// <summary>What a controller's listener serves.</summary>
public sealed record ControllerParts
{
    public required CertificateAuthority Certificates { get; init; }

    public required IAuthorityStore Authority { get; init; }

    public required IApiTokenStore ApiTokens { get; init; }

    public required RevocationList Revocations { get; init; }

    public required IAgentSessions Sessions { get; init; }

    public required IFleetReads Reads { get; init; }

    public required IFleetActs Acts { get; init; }

    /// <summary>What operators may call besides.</summary>
    public IReadOnlyList<OperatorService> Services { get; init; } = [];

    /// <summary>Why the controller is not well, in one line; null: it is.</summary>
    public required Func<CancellationToken, Task<string?>> Problem { get; init; }

    /// <summary>Figures of hosts for <c>/metrics</c>; null: none.</summary>
    public FleetFigurePage? Figures { get; init; }

    public required TimeProvider Time { get; init; }
}
