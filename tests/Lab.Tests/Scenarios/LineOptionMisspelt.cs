namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The line has an option that sshd does not know, so it passes over the line.</summary>
public sealed class LineOptionMisspelt : KeyFileLine
{
    public override string Name => "line-option-misspelt";

    public override string Cause => "14";

    public override IReadOnlyList<string> Told => ["key.line_broken"];

    protected override string Spoil(string line) => "no-prot-forwarding " + line;
}
