namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A hardening drop-in switches keys off.</summary>
public sealed class KeysOff : SshdSetting
{
    public override string Name => "keys-off";

    public override string Cause => "18";

    public override IReadOnlyList<string> Told => ["method.publickey_off"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied"];

    protected override string Lines => "PubkeyAuthentication no";
}
