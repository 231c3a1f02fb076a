using System.Globalization;
using Fleet.Agent.Schedule;
using Fleet.Checks.Facts;

namespace Fleet.Agent.Tests.Spool;

/// <summary>Runs to record.</summary>
internal static class Runs
{
    public static readonly RunStamp Noon = At(0);

    public static RunStamp At(int minute, string boot = "boot-1") =>
        new(
            boot,
            TimeSpan.FromMinutes(100 + minute),
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minute)
        );

    public static Observation Of(string check, string facts, string cursor = "", int version = 1) =>
        new()
        {
            Check = check,
            CheckVersion = version,
            Status = RunStatus.Ran,
            Facts =
            [
                .. facts
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(f => f.Split('='))
                    .Select(f => new Fact(f[0], f[1])),
            ],
            Coverage = [new Coverage("", CoverageState.Complete)],
            Cursor = cursor,
        };

    public static Observation Number(string check, long number) =>
        Of(check, string.Create(CultureInfo.InvariantCulture, $"n={number}"), $"{number}");
}
