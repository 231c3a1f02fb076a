namespace Fleet.Lab.Tests.Scenarios;

/// <summary>ForceCommand names a program that is not there.</summary>
public sealed class ForcedProgramGone : SshdSetting
{
    public override string Name => "forced-program-gone";

    public override string Cause => "46";

    public override IReadOnlyList<string> Told => ["shell.forced_command"];

    public override IReadOnlyList<string> Symptoms => ["No such file"];

    protected override string Lines => "ForceCommand /opt/gate/enter";
}
