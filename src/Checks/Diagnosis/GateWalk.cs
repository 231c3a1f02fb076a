using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Gates;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis;

/// <summary>A gate with its verdict.</summary>
public sealed record PassedGate(Gate Gate, GateVerdict Verdict)
{
    public GateId Id => Gate.Id;

    public bool IsClosed => Verdict.State == GateState.Closed;
}

/// <summary>Asks the gates in the order in which a connection passes them.</summary>
public static class GateWalk
{
    /// <summary>Every gate there is, in order.</summary>
    public static ImmutableArray<Gate> Gates { get; } =
    [
        new NameGate(),
        new AddressGate(),
        new RouteGate(),
        new SourceFirewallGate(),
        new FirewallGate(),
        new BanGate(),
        new ListenerGate(),
        new BannerGate(),
        new KeyExchangeGate(),
        new HostKeyGate(),
        new UserGate(),
        new MethodGate(),
        new KeyGate(),
        new PathsGate(),
        new MacGate(),
        new AccountGate(),
        new PamGate(),
        new SessionGate(),
        new ShellGate(),
    ];

    /// <summary>All verdicts, lazily: each can be shown as it is decided. What the client itself passed is open, whatever else is known.</summary>
    public static IEnumerable<PassedGate> Walk(DiagnosisCase asked) =>
        Gates.Select(gate => new PassedGate(gate, Verdict(gate, asked)));

    private static GateVerdict Verdict(Gate gate, DiagnosisCase asked)
    {
        if (gate.ProofIn(asked) is { } proof)
        {
            return GateVerdict.Open(proof);
        }

        var own = gate.Ask(asked);
        return own.State != GateState.Closed && Decisions.Against(asked, gate.Id) is { } decision
            ? GateVerdict.Closed(EvidenceLine.Server(decision.Words, decision.Source))
            : own;
    }
}
