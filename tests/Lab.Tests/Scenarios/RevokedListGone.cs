namespace Fleet.Lab.Tests.Scenarios;

/// <summary>RevokedKeys names a file that is not there: sshd refuses every key.</summary>
public sealed class RevokedListGone : SshdSetting
{
    public override string Name => "revoked-list-gone";

    public override string Cause => "40";

    public override IReadOnlyList<string> Told => ["key.revoked_list"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    protected override string Lines => "RevokedKeys /etc/ssh/revoked";
}
