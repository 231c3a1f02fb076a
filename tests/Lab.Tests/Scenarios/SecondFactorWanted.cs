namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd wants a key and a password, and a job has a key.</summary>
public sealed class SecondFactorWanted : SshdSetting
{
    public override string Name => "second-factor-wanted";

    public override string Cause => "42";

    public override IReadOnlyList<string> Told => ["method.second_factor"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied"];

    protected override string Lines => "AuthenticationMethods publickey,password";
}
