namespace Fleet.Controller.Ingest.Decoding;

/// <summary>How much one agent may say at once: far above what the checks make, far below what could hurt the controller.</summary>
internal static class WireLimits
{
    public const int RecordsPerBatch = 4096;
    public const int Facts = 100_000;
    public const int Coverages = 20_000;
    public const int Documents = 2_000;
    public const int Samples = 10_000;
    public const int Buckets = 5_000;
    public const int Lines = 10_000;
    public const int Checks = 1_000;

    /// <summary>Characters of an id, a version or a name.</summary>
    public const int Name = 256;

    /// <summary>Characters of a key, a source or a reason.</summary>
    public const int Key = 8 * 1024;

    /// <summary>Characters of a value or a raw line.</summary>
    public const int Text = 64 * 1024;
}
