namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The line lets the key in from another network only.</summary>
public sealed class LineFromElsewhere : KeyFileLine
{
    public override string Name => "line-from-elsewhere";

    public override string Cause => "40";

    public override IReadOnlyList<string> Told => ["key.from"];

    protected override string Spoil(string line) => "from=\"10.99.0.0/16\" " + line;
}
