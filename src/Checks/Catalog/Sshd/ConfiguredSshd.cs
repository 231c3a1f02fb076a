using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>What sshd's files say, by our own reader: no child process, for checks that need a value or two and run often.</summary>
/// <param name="Effective">The values for everybody.</param>
public sealed record ConfiguredSshd(SshdEffective Effective)
{
    /// <summary>Reads the files; absent where there are none.</summary>
    public static async ValueTask<Reply<ConfiguredSshd>> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        return files.IsOk
            ? Reply.Ok(
                new ConfiguredSshd(
                    SshdEvaluator.Evaluate(
                        files.Value.Configuration,
                        SshdConnection.Unspecified,
                        OpenSshVersion.Assumed
                    )
                )
            )
            : new Reply<ConfiguredSshd>(files.State, null, files.Reason);
    }

    /// <summary>The sockets that the configuration asks for.</summary>
    public ImmutableArray<IPEndPoint> Sockets =>
        [
            .. Effective["ListenAddress"]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
                .OfType<IPEndPoint>(),
        ];

    /// <summary>Its ports, sorted; 22 where the files name none.</summary>
    public ImmutableArray<int> Ports =>
        Sockets is { IsEmpty: false } sockets
            ? [.. sockets.Select(socket => socket.Port).Distinct().Order()]
            : [22];
}
