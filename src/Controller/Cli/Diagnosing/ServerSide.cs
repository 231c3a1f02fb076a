using Fleet.Controller.Cli.Connecting;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>What the controller knows of the host: asks it to look again first, then reads what is stored. No controller, no agent, no such host are answers.</summary>
internal sealed class ServerSide(ControllerClient client, TimeProvider time)
{
    // All checks of a host take a fraction of a second; a busy host may take longer, and a client that hears nothing waits 5 s meanwhile.
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(8);
    private const string LogCheck = "ssh.auth_log";

    /// <summary>Why nothing is known of the host, or why what is known is not fresh; empty where it is.</summary>
    public string Doubt { get; private set; } = "";

    /// <summary>True once a controller has answered, whatever it said.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Before another look: what stood in the way of the last one does not count.</summary>
    public void BeginAgain() => Doubt = "";

    /// <summary>Asks for the host as stored, by the first of the names that it has.</summary>
    public async Task<StoredHost?> ReadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var evidence = await client.Operators.GetEvidenceAsync(
                new GetEvidenceRequest { Names = { names } },
                Options(cancellationToken)
            );
            HasAnswered = true;
            return StoredHost.From(evidence, time.GetUtcNow());
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            HasAnswered |= failure.StatusCode == StatusCode.NotFound;
            Doubt =
                failure.StatusCode == StatusCode.NotFound
                    ? $"{names[0]} is not in the fleet"
                    : Failure.Of(failure, client).Said;
            return null;
        }
    }

    /// <summary>Runs every check on the host now; a host that cannot is told as it was.</summary>
    public Task RefreshAsync(string host, CancellationToken cancellationToken) =>
        RunAsync(host, "", cancellationToken);

    /// <summary>Reads the host's log on to now: the attempt has left its lines.</summary>
    public Task ReadLogAsync(string host, CancellationToken cancellationToken) =>
        RunAsync(host, LogCheck, cancellationToken);

    private async Task RunAsync(string host, string check, CancellationToken cancellationToken)
    {
        try
        {
            using var call = client.Operators.RunCheck(
                new RunCheckRequest { Host = host, Check = check },
                Options(cancellationToken)
            );
            await foreach (var _ in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                // What it brought is stored; it is read in one piece when all is there.
            }
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            Doubt = Failure.Of(failure, client).Said;
        }
    }

    private CallOptions Options(CancellationToken cancellationToken) =>
        new(
            deadline: time.GetUtcNow().UtcDateTime + LookPatience,
            cancellationToken: cancellationToken
        );
}
