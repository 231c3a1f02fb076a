using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>Where this host's sshd can be asked, and a stamp of all that its proposal depends on: while the stamp stays, so does the proposal.</summary>
/// <param name="EndPoint">One of this host's own sockets.</param>
/// <param name="Stamp">Boot, process, last load, binary and configuration files, hashed.</param>
internal sealed record OfferTarget(IPEndPoint EndPoint, string Stamp)
{
    private const string DefaultPidFile = "/run/sshd.pid";
    private const string Deleted = " (deleted)";

    public static async ValueTask<Reply<OfferTarget>> FindAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var sockets = await host.AskAsync(new ListTcpSockets(), cancellationToken);
        if (!sockets.IsOk)
        {
            return new Reply<OfferTarget>(sockets.State, null, sockets.Reason);
        }

        var ports = await SshPorts.AskAsync(
            host,
            new SshdAnswer(),
            sockets.Value,
            cancellationToken
        );
        var socket = ports
            .Concerning(sockets.Value)
            .Where(found => found.Holder is SshdProcesses.Name or "systemd")
            .Select(found => found.Socket)
            .OrderBy(found => found.Address.AddressFamily)
            .ThenBy(found => found.Port)
            .FirstOrDefault();
        if (socket is null)
        {
            return Reply.Failed<OfferTarget>(
                sockets.Value.HoldersComplete
                    ? "no sshd listens"
                    : "only root can see which socket is sshd's"
            );
        }

        var listener = sockets
            .Value.Holders.GetValueOrDefault(socket.Inode, [])
            .FirstOrDefault(SshdProcesses.IsListener);
        var endPoint = new IPEndPoint(Near(socket.Address), socket.Port);
        return Reply.Ok(
            new OfferTarget(endPoint, await StampAsync(host, endPoint, listener, cancellationToken))
        );
    }

    private static IPAddress Near(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;

    private static async ValueTask<string> StampAsync(
        IHost host,
        IPEndPoint endPoint,
        ProcessStatus? listener,
        CancellationToken cancellationToken
    )
    {
        var text = new StringBuilder($"{endPoint}\n");
        var clock = await host.AskAsync(new ReadClock(), cancellationToken);
        text.Append($"{clock.Value?.BootId} {listener?.Pid}\n");
        foreach (var path in Paths(listener))
        {
            var status = await host.AskAsync(new GetStatus(path), cancellationToken);
            text.Append(
                $"{path} {status.Value?.Inode} {status.Value?.Size} {status.Value?.ModifiedAt.UtcTicks}\n"
            );
        }

        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        foreach (var file in files.Value?.Files ?? [])
        {
            text.Append($"{file.Path}\n{file.Text}\n");
        }

        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16)
        );
    }

    // A reload keeps the process and rewrites its PidFile.
    private static ImmutableArray<string> Paths(ProcessStatus? listener)
    {
        var executable = listener?.Executable;
        return executable is null
            ? [DefaultPidFile, .. HostCommand.SshdTest.Paths]
            :
            [
                DefaultPidFile,
                executable.EndsWith(Deleted, StringComparison.Ordinal)
                    ? executable[..^Deleted.Length]
                    : executable,
            ];
    }
}
