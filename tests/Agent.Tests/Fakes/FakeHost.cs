using System.Text;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>A host of a few files and nothing else.</summary>
public sealed class FakeHost : IHost
{
    public Dictionary<string, string> Files { get; } =
        new(StringComparer.Ordinal)
        {
            ["/proc/sys/kernel/hostname"] = "web-12\n",
            ["/etc/os-release"] = "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n",
        };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string BootId { get; set; } = "boot-1";

    /// <summary>Addresses that this host's owner does not let it look at.</summary>
    public string Forbidden { get; set; } = "";

    private Reply<ReachLook> Looked(LookAtFleetSshd asked) =>
        !asked.OnDemand || asked.Address == Forbidden
            ? Reply.Denied<ReachLook>($"{asked.Address}: denied by this host's owner")
            : Reply.Ok(
                new ReachLook(
                    new SshProbeResult
                    {
                        Connect = ConnectOutcome.Refused,
                        Reason = "Connection refused",
                        ConnectTook = TimeSpan.FromMilliseconds(7),
                    },
                    DateTimeOffset.UnixEpoch,
                    IsNew: true
                )
            );

    public ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        object reply = request switch
        {
            ReadFile file => Files.TryGetValue(file.Path, out var text)
                ? Reply.Ok(
                    new FileContent(
                        [.. Encoding.UTF8.GetBytes(text)],
                        new FileStatus(FileKind.Regular, 0x1a4, 0, 0, text.Length, default, 1, 1),
                        Truncated: false
                    )
                )
                : Reply.Absent<FileContent>($"{file.Path}: No such file or directory"),
            ReadClock => Reply.Ok(
                new ClockReading(
                    BootId,
                    Time.GetElapsedTime(0, Time.GetTimestamp()),
                    Time.GetUtcNow()
                )
            ),
            LookAtFleetSshd look => Looked(look),
            RunCommand run => Reply.Absent<CommandOutput>($"{run.Command.Name}: no such command"),
            _ => throw new NotSupportedException($"{request}"),
        };
        return ValueTask.FromResult((Reply<T>)reply);
    }
}
