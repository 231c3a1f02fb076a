using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>May sshd read the key files, and does it trust their paths?</summary>
public sealed class PathsGate : Gate
{
    public override GateId Id => GateId.Paths;

    public override string Title => "paths";

    public override string Needs => "owners and modes up to the home";

    public override Milestone ProvedBy => Milestone.KeyKnown;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Server is { Account.Value: { HomeState: "missing" } account } && !HasFiles(asked)
            ? GateVerdict.Closed(
                EvidenceLine.Server($"{account.Home} is not there", asked.Server.Account.Source)
            )
        : asked.Server.Paths is not { Value: { } paths } known
            ? GateVerdict.Unknown(asked.Server.Paths.Reason)
        : paths.Objections.IsEmpty
            ? GateVerdict.Open(EvidenceLine.Server("sshd takes every path", known.Source))
        : GateVerdict.Closed([
            .. paths.Objections.Select(one =>
                EvidenceLine.Server($"{one.Path} {one.Why}: {one.Seen}", known.Source)
            ),
        ]);

    private static bool HasFiles(DiagnosisCase asked) =>
        asked.Server.Key.Value is { Files.IsEmpty: false };
}
