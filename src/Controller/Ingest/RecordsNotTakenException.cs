namespace Fleet.Controller.Ingest;

/// <summary>Records could not be stored now (the disk is full, another commit came between): none of them counts, the agent brings them again.</summary>
public class RecordsNotTakenException(string message, Exception? inner = null)
    : Exception(message, inner);
