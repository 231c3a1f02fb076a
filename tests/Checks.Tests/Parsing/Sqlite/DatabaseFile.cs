using System.Diagnostics;

namespace Fleet.Checks.Tests.Parsing.Sqlite;

/// <summary>A database that SQLite itself wrote (Python's sqlite3), as bytes.</summary>
internal static class DatabaseFile
{
    private const string Program = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1])
        base.executescript(sys.stdin.read())
        base.commit()
        """;

    /// <summary>Runs SQL on a new database and returns its file; the test is skipped where there is no Python.</summary>
    public static async Task<byte[]> MakeAsync(string sql)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        var path = Path.Join(Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}.sqlite3");
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Program, path])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
            };
            using var python = Process.Start(start)!;
            await python.StandardInput.WriteAsync(sql);
            python.StandardInput.Close();
            var said = await python.StandardError.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.True(python.ExitCode == 0, said);
            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
