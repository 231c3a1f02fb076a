namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd reads another key file since a drop-in says so; alice's key is in the old one.</summary>
public sealed class KeysFileElsewhere : SshdSetting
{
    public override string Name => "keys-file-elsewhere";

    public override string Cause => "13";

    public override IReadOnlyList<string> Told => ["key.not_in_file"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    protected override string Lines => "AuthorizedKeysFile /etc/ssh/keys/%u";
}
