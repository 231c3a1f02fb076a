using System.Globalization;
using System.Runtime.CompilerServices;
using Fleet.Agent.Spool;

namespace Fleet.Agent.Tests.Spool;

/// <summary>This assembly as a process of its own that records runs for ever, and says each once it is safe: there to be killed.</summary>
internal static class KilledWriter
{
    public const string Variable = "FLEET_TEST_SPOOL_WRITER";

    /// <summary>Before anything else of the test runner: where the variable names a folder, this process is no test run.</summary>
    [ModuleInitializer]
    internal static void BeTheWriter()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
        {
            WriteForEver(folder);
        }
    }

    private static void WriteForEver(string folder)
    {
        using var spool = RecordSpool.Open(folder, new SpoolLimits(64 << 20, 2_000), _ => { });
        using var safe = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var next = long.TryParse(
            spool.CursorOf("count"),
            CultureInfo.InvariantCulture,
            out var cursor
        )
            ? cursor + 1
            : 1;
        for (var number = next; ; number++)
        {
            var seq = spool.Record(Runs.Number("count", number), Runs.At(0), mayFold: true);
            if (number % 7 == 0)
            {
                spool.Acked(seq - 3);
            }

            safe.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seq} {number}"));
        }
    }
}
