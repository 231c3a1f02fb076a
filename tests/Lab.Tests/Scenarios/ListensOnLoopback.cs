namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd listens on loopback only: ListenAddress was meant for a tunnel.</summary>
public sealed class ListensOnLoopback : SshdSetting
{
    public override string Name => "listens-on-loopback";

    public override string Cause => "6";

    public override IReadOnlyList<string> Told => ["listener.elsewhere"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    protected override string Lines => "ListenAddress 127.0.0.1";
}
