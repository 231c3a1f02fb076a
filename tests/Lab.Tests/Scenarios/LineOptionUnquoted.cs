namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The value of an option has no quotes.</summary>
public sealed class LineOptionUnquoted : KeyFileLine
{
    public override string Name => "line-option-unquoted";

    public override string Cause => "14";

    public override IReadOnlyList<string> Told => ["key.line_broken"];

    protected override string Spoil(string line) => "from=10.77.0.0/24 " + line;
}
