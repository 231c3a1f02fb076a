namespace Fleet.Controller.History;

/// <summary>Why the database cannot be used; the message is one line that names the file and what to do. Nothing was modified.</summary>
public sealed class HistoryException : Exception
{
    public HistoryException(HistoryFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public HistoryFault Fault { get; }
}

/// <summary>What is wrong with the database.</summary>
public enum HistoryFault
{
    Unspecified = 0,

    /// <summary>Not a database, or one that fails its own check.</summary>
    Corrupt,

    /// <summary>Written by a newer version of the product.</summary>
    Newer,

    /// <summary>Another controller has it open.</summary>
    InUse,

    /// <summary>The folder or file cannot be read or written.</summary>
    NotAccessible,
}

/// <summary>A commit that was not made: none of its changes is stored. The disk is full or broken, or the controller stops.</summary>
public sealed class CommitFailedException(string message, Exception? inner = null)
    : Ingest.RecordsNotTakenException(message, inner);
