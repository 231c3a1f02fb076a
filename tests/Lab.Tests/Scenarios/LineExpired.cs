namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The line's expiry time is over.</summary>
public sealed class LineExpired : KeyFileLine
{
    public override string Name => "line-expired";

    public override string Cause => "40";

    public override IReadOnlyList<string> Told => ["key.expired"];

    protected override string Spoil(string line) => "expiry-time=\"20200101\" " + line;
}
