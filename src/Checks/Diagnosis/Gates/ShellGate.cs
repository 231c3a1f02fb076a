using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the shell run?</summary>
public sealed class ShellGate : Gate
{
    public override GateId Id => GateId.Shell;

    public override string Title => "shell";

    public override string Needs => "the account's shell";

    public override Milestone ProvedBy => Milestone.ShellRan;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var account = asked.Server.Account;
        if (account.Value is { } known && Shells.Trouble(known) is { } trouble)
        {
            return GateVerdict.Closed(
                EvidenceLine.Server($"{known.Shell} {trouble}", account.Source)
            );
        }

        if (CloudRoot.Line(asked) is { } told)
        {
            return GateVerdict.Closed(EvidenceLine.Server(told.Command, told.Source));
        }

        return asked.Client.Transcript.First(SshDebugKind.ExitStatus) is { Last: not "0" } line
                ? GateVerdict.Closed(ClientEvidence.Line(line))
            : account.Value is { Shell.Length: > 0 } good
                ? GateVerdict.Open(
                    EvidenceLine.Server($"{good.Shell} is {good.ShellState}", account.Source)
                )
            : GateVerdict.Unknown(account.Reason);
    }
}
