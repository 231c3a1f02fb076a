namespace Fleet.Lab.Tests.Scenarios;

/// <summary>DenyGroups has a group of alice's.</summary>
public sealed class InDenyGroups : SshdSetting
{
    public override string Name => "in-deny-groups";

    public override string Cause => "19";

    public override IReadOnlyList<string> Told => ["user.lists"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    protected override string Lines => "DenyGroups alice";
}
