using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Agent.Link;

/// <summary>Looks at another host's sshd because somebody asks for it now.</summary>
internal sealed class TargetLook(IHost host)
{
    private const int MostEndPoints = 16;

    /// <summary>One reply an endpoint, in the order of the request; a refusal of one ends the request.</summary>
    public async Task RunAsync(
        DiagnosticRequest request,
        Func<DiagnosticReply, Task> reply,
        CancellationToken cancellationToken
    )
    {
        var target = ReachMessages.Target(request.ProbeTarget.Target);
        if (target is not { EndPoints: { Length: > 0 and <= MostEndPoints } endPoints })
        {
            await reply(
                Diagnostics.Refused(
                    request,
                    $"between 1 and {MostEndPoints} endpoints can be looked at"
                )
            );
            return;
        }

        for (var i = 0; i < endPoints.Length; i++)
        {
            var asked = new LookAtFleetSshd(
                endPoints[i].Address.ToString(),
                endPoints[i].Port,
                OnDemand: true
            );
            var look = await host.AskAsync(asked, cancellationToken);
            if (!look.IsOk)
            {
                await reply(Diagnostics.Refused(request, look.Reason));
                return;
            }

            await reply(
                new DiagnosticReply
                {
                    Id = request.Id,
                    Last = i == endPoints.Length - 1,
                    TargetProbed = Probed(ReachMessages.EndPoint(endPoints[i]), look.Value),
                }
            );
        }
    }

    private static TargetProbed Probed(ReachEndpoint endPoint, ReachLook look) =>
        new()
        {
            Endpoint = endPoint,
            Connect = (V1.ConnectOutcome)(int)look.Result.Connect,
            Reason = look.Result.Reason,
            Banner = look.Result.Identification?.Line ?? "",
            Took = Duration.FromTimeSpan(look.Result.ConnectTook),
            At = Timestamp.FromDateTimeOffset(look.At),
            IsNew = look.IsNew,
            Local = look.Result.Local is { } local ? ReachMessages.EndPoint(local) : null,
        };
}
