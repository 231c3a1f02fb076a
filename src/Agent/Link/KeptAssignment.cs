using System.Collections.Immutable;
using System.Text;
using Fleet.Agent.Disk;
using Fleet.Agent.Schedule;
using Fleet.V1;
using Google.Protobuf;

namespace Fleet.Agent.Link;

/// <summary>
/// The controller's last assignment, over restarts: an agent that starts while its controller is away runs what it was told and looks at whom it was told. The file
/// <c>assignment</c> has a line with its form, a line with the pin of the controller's root, and the message as on the wire.
/// </summary>
/// <param name="data">Where it is kept.</param>
/// <param name="pin">The controller's: what another one assigned counts no more.</param>
public sealed class KeptAssignment(DataFolder data, string pin)
{
    private const string Form = "fleet-agent assignment 1";
    private const string Name = "assignment";
    private Assignment? _last;

    private string Path => data.File(Name);

    private byte[] Head => Encoding.UTF8.GetBytes($"{Form}\n{pin}\n");

    /// <summary>What was kept; null: nothing, or what another controller or another version of the agent wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; nothing of it counts.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public Assignment? Read()
    {
        if (AtomicFile.Read(Path) is not { } bytes || !bytes.AsSpan().StartsWith(Head))
        {
            return null;
        }

        try
        {
            _last = Assignment.Parser.ParseFrom(bytes.AsSpan(Head.Length));
            return _last;
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new InvalidDataException(
                $"{Path}: {broken.Message}: the controller assigns anew when it is reached",
                broken
            );
        }
    }

    /// <summary>Keeps an assignment in place of the one before.</summary>
    /// <exception cref="IOException">The folder cannot be written; the one before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Write(Assignment assignment)
    {
        if (!assignment.Equals(_last))
        {
            AtomicFile.Write(Path, [.. Head, .. assignment.ToByteArray()]);
            _last = assignment;
        }
    }

    /// <summary>What an assignment says of schedules.</summary>
    public static ImmutableArray<AssignedCheck> Schedules(Assignment? assignment) =>
        [
            .. (assignment?.Schedules ?? []).Select(s => new AssignedCheck(
                s.Check,
                s.Interval?.ToTimeSpan(),
                s.Off
            )),
        ];
}
