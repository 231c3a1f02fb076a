using System.CommandLine;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Checks.Facts;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Cli;

/// <summary><c>fleet-agent status</c>: whose this host is, whether its agent runs and is connected, what waits in the spool.</summary>
internal sealed class StatusCommand : Command
{
    private readonly Surroundings _around;
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _data = SharedOptions.Data();

    public StatusCommand(Surroundings around)
        : base("status", "Says whom this host has joined, and how its agent is doing.")
    {
        _around = around;
        Options.Add(_json);
        Options.Add(_data);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = new DataFolder(parsed.GetRequiredValue(_data));
        Membership? membership;
        try
        {
            membership = new MembershipStore(data).Load();
        }
        catch (Exception broken)
            when (broken is InvalidDataException or UnauthorizedAccessException)
        {
            await _around.Error.WriteLineAsync($"fleet-agent: {Printable.Line(broken.Message)}");
            return ExitCode.Usage;
        }

        if (membership is null)
        {
            await _around.Error.WriteLineAsync($"fleet-agent: {NotJoined(data)}");
            return ExitCode.Usage;
        }

        var status = Of(membership, data);
        await _around.Output.WriteLineAsync(
            parsed.GetValue(_json) ? status.ToJson() : string.Join('\n', Lines(status))
        );
        return status is { Running: true, Connected: true }
            ? ExitCode.Clean
            : ExitCode.Undetermined;
    }

    public static string NotJoined(DataFolder data) =>
        $"this host has not joined a controller ({data.Path} holds no membership): fleet-agent join HOST:PORT --token ID.SECRET --pin sha256:…";

    private StatusDocument Of(Membership membership, DataFolder data)
    {
        using var free = data.Lock();
        var running = free is null;
        var written = StatusDocument.Read(data);
        return (
            written
            ?? new StatusDocument
            {
                Host = membership.HostName,
                Controller = membership.Controller,
                Connected = false,
                Since = _around.Time.GetUtcNow(),
                Why = "it has not run yet",
                CertificateUntil = membership.ValidUntil,
                SpoolRecords = 0,
                SpoolBytes = 0,
                NewestSeq = 0,
                Checks = [],
                At = _around.Time.GetUtcNow(),
            }
        ) with
        {
            Running = running,
            Connected = running && written is { Connected: true },
            CertificateUntil = membership.ValidUntil,
        };
    }

    private IEnumerable<string> Lines(StatusDocument status)
    {
        yield return $"{Printable.Line(status.Host)} of {status.Controller}";
        yield return status switch
        {
            { Running: false } => "✗ agent        not running: fleet-agent run",
            { Connected: true } => $"✓ agent        connected since {Time(status.Since)}",
            { Why: "" } => "! agent        running, connecting",
            _ =>
                $"! agent        running, not connected since {Time(status.Since)}: {Printable.Line(status.Why)}",
        };
        var now = _around.Time.GetUtcNow();
        yield return status.CertificateUntil < now
            ? $"! certificate  ended {Time(status.CertificateUntil)}; it renews when the controller can be reached"
            : $"✓ certificate  until {Time(status.CertificateUntil)}";
        yield return $"  spool        {status.SpoolRecords} records, {(status.SpoolBytes + 1023) / 1024} KB, newest {status.NewestSeq}";
        foreach (var run in status.Checks)
        {
            var mark = run.Status == RunStatus.Failed ? "?" : "✓";
            yield return $"{mark} {Columns.Pad(run.Check, 12)} ran {Time(run.At)} {Printable.Line(run.Reason)}".TrimEnd();
        }
    }

    private static string Time(DateTimeOffset at) =>
        at.ToUniversalTime()
            .ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
