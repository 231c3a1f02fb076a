namespace Fleet.Controller.Cli.Reports;

/// <summary>A report's file: there whole or not at all.</summary>
internal static class ReportFile
{
    /// <summary>Writes beside it first.</summary>
    /// <returns>Why not; null: it is there.</returns>
    public static string? Write(string path, Action<Stream> write)
    {
        var beside = $"{path}.part";
        try
        {
            using (var file = File.Create(beside))
            {
                write(file);
            }

            File.Move(beside, path, overwrite: true);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {problem.Message}";
        }
    }
}
