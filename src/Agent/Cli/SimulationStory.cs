using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Agent.Simulate;

namespace Fleet.Agent.Cli;

/// <summary>What a simulation tells of itself: a line whenever something changed, at most one a second.</summary>
internal sealed class SimulationStory(Surroundings around, bool json)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly long _began = around.Time.GetTimestamp();

    /// <summary>Tells how far it is, until cancelled.</summary>
    public async Task FollowAsync(SimulatedFleet fleet, CancellationToken cancellationToken)
    {
        Progress? before = null;
        while (true)
        {
            await Task.Delay(Pace, around.Time, cancellationToken);
            var now = fleet.Progress;
            if (now != before)
            {
                Tell(now, "");
                before = now;
            }
        }
    }

    /// <summary>The last line.</summary>
    public void Ended(Progress now) => Tell(now, "ended: ");

    private void Tell(Progress now, string prefix)
    {
        var seconds = around.Time.GetElapsedTime(_began).TotalSeconds;
        around.Output.WriteLine(
            json
                ? JsonSerializer.Serialize(
                    new ProgressLine(
                        1,
                        Math.Round(seconds, 1),
                        now.Agents,
                        now.Joined,
                        now.Connected,
                        now.Records,
                        now.Stored,
                        now.Drifted
                    ),
                    ProgressJson.Default.ProgressLine
                )
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seconds, 5:0} s  {prefix}{Joined(now)}{now.Connected:N0} connected · {now.Records:N0} records sent, {now.Stored:N0} acked{Drifted(now)}"
                )
        );
        around.Output.Flush();
    }

    private static string Joined(Progress now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.Joined:N0} of {now.Agents:N0} joined, ");

    private static string Drifted(Progress now) =>
        now.Drifted == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" · {now.Drifted} drifted");
}

internal sealed record ProgressLine(
    int SchemaVersion,
    double Seconds,
    int Agents,
    int Joined,
    int Connected,
    long Records,
    long Acked,
    int Drifted
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressLine))]
internal sealed partial class ProgressJson : JsonSerializerContext;
