namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>A piece of the file with its place; lines and columns count from 1.</summary>
internal abstract record PolicyNode(int Line, int Column);

/// <param name="Quoted">Written in quotes or as a block: text, whatever it looks like.</param>
internal sealed record PolicyScalar(int Line, int Column, string Text, bool Quoted)
    : PolicyNode(Line, Column)
{
    /// <summary>Nothing is written, or one of YAML's words for nothing.</summary>
    public bool IsNothing => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record PolicyList(int Line, int Column) : PolicyNode(Line, Column)
{
    public List<PolicyNode> Items { get; } = [];
}

internal sealed record PolicyMap(int Line, int Column) : PolicyNode(Line, Column)
{
    /// <summary>In the file's order; a key may be there twice.</summary>
    public List<PolicyEntry> Entries { get; } = [];

    /// <summary>Reading stopped before its end: what is missing may stand below.</summary>
    public bool IsCut { get; set; }
}

/// <summary>Something that has been complained of already: nothing more is said of it.</summary>
internal sealed record PolicyRefused(int Line, int Column) : PolicyNode(Line, Column);

internal sealed record PolicyEntry(PolicyScalar Key, PolicyNode Value);
