namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What a command printed, as people paste it. Hostile and often cut short: a reader takes the lines that it knows and leaves the others.</summary>
public abstract record PastedOutput;

/// <summary>Tells which command's output a text is, from the text alone.</summary>
public static class PastedText
{
    private static readonly Func<string, PastedOutput?>[] Readers =
    [
        ChainListing.Read,
        UnitListing.Read,
        NetstatListing.Read,
        RouteListing.Read,
        SocketListing.Read,
        StatListing.Read,
        FileListing.Read,
        MountListing.Read,
        SpaceListing.Read,
        PackageListing.Read,
        ProcessListing.Read,
        SessionListing.Read,
        LoginListing.Read,
        AppListing.Read,
        ZoneListing.Read,
        PolicyStatus.Read,
        UnitText.Read,
        KernelSettings.Read,
        FileSystemTable.Read,
    ];

    /// <summary>The first reader's answer that knows the text; null where none does.</summary>
    public static PastedOutput? Recognise(string text) =>
        Readers.Select(read => read(text)).FirstOrDefault(output => output is not null);
}
