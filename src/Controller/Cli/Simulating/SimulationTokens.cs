using Fleet.Controller.Cli.Commands;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Simulating;

/// <summary>Join tokens for simulated hosts: one for each combination of labels, so that the hosts that take them in turn are spread over all.</summary>
internal static class SimulationTokens
{
    /// <summary>The label by which simulated hosts are known.</summary>
    public const string Label = "simulated";

    private static readonly string[] Environments = ["prod", "stage", "dev"];
    private static readonly string[] Centres = ["a", "b"];

    /// <summary>True for a host that is there.</summary>
    public static bool IsReal(HostSummary host) =>
        !host.Labels.TryGetValue(Label, out var value) || value != "true";

    public static async Task<IReadOnlyList<CreateTokenReply>> MakeAsync(
        Asked asked,
        int hosts,
        CancellationToken cancellationToken
    )
    {
        var combinations = Environments
            .SelectMany(environment => Centres.Select(centre => (environment, centre)))
            .Take(hosts)
            .ToList();
        var tokens = new List<CreateTokenReply>();
        foreach (var (environment, centre) in combinations)
        {
            var request = new CreateTokenRequest
            {
                Uses = (hosts + combinations.Count - 1) / combinations.Count,
                ValidFor = TimeSpan.FromHours(1).ToDuration(),
            };
            request.Labels.Add(Label, "true");
            request.Labels.Add("env", environment);
            request.Labels.Add("dc", centre);
            tokens.Add(
                await asked.Client.Operators.CreateTokenAsync(
                    request,
                    Asked.Options(cancellationToken)
                )
            );
        }

        return tokens;
    }

    /// <summary>Nobody else shall join with what is left of them.</summary>
    public static async Task RevokeAsync(Asked asked, IEnumerable<CreateTokenReply> tokens)
    {
        foreach (var token in tokens)
        {
            _ = await asked.Client.Operators.RevokeTokenAsync(
                new RevokeTokenRequest { Id = token.Token.Id },
                Asked.Options(CancellationToken.None)
            );
        }
    }
}
