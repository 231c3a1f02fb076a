namespace Fleet.Checks.Diagnosis;

/// <summary>Who saw it.</summary>
public enum EvidenceSide
{
    Unspecified = 0,

    /// <summary>The machine that connects.</summary>
    Client,

    /// <summary>The state of the machine that is connected to.</summary>
    Server,

    /// <summary>A line of sshd's log. State beats logs: many causes leave the same line.</summary>
    Log,

    /// <summary>What the controller knows of the host: its history, its link.</summary>
    Fleet,
}

/// <summary>One line of proof.</summary>
/// <param name="Side">Who saw it.</param>
/// <param name="Text">What was seen. Raw text from hosts may be inside: renderers escape it.</param>
/// <param name="Source">Where: a file and line, a command, an address; empty where the text says it.</param>
public sealed record EvidenceLine(EvidenceSide Side, string Text, string Source = "")
{
    public static EvidenceLine Client(string text, string source = "") =>
        new(EvidenceSide.Client, text, source);

    public static EvidenceLine Server(string text, string source = "") =>
        new(EvidenceSide.Server, text, source);

    public static EvidenceLine Log(string text, string source = "") =>
        new(EvidenceSide.Log, text, source);
}
