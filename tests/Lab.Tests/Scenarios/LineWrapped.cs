namespace Fleet.Lab.Tests.Scenarios;

/// <summary>An editor wrapped the line in the middle of the key.</summary>
public sealed class LineWrapped : KeyFileLine
{
    public override string Name => "line-wrapped";

    public override string Cause => "14";

    public override IReadOnlyList<string> Told => ["key.line_broken"];

    protected override string Spoil(string line) => line.Insert(40, "\n");
}
