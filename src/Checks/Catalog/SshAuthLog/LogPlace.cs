namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>How reading a log went.</summary>
/// <param name="Cursor">Where the next run goes on.</param>
/// <param name="Missing">Why some lines are missing or still to come: short, stable text; null where none are.</param>
internal sealed record LogPlace(LogCursor Cursor, string? Missing = null);
