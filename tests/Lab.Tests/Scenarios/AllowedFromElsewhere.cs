namespace Fleet.Lab.Tests.Scenarios;

/// <summary>AllowUsers lets alice in from another network only.</summary>
public sealed class AllowedFromElsewhere : SshdSetting
{
    public override string Name => "allowed-from-elsewhere";

    public override string Cause => "19";

    public override IReadOnlyList<string> Told => ["user.lists"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    protected override string Lines => "AllowUsers alice@10.99.0.0/16 bob";
}
