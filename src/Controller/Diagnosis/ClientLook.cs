using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;

namespace Fleet.Controller.Diagnosis;

/// <summary>
/// Collects what this machine sees of a host, as the user who asks: configuration, name, way, one probe an address, keys, and at most one real attempt where the probe got as far as an offer.
/// </summary>
public sealed class ClientLook(
    IClientPrograms programs,
    IClientNetwork network,
    ISshProbe probe,
    ClientKeyFiles keys
)
{
    private const int MostAddresses = 4;
    private static readonly TimeSpan ConfigPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    // PAM may wait 25 s for a login manager that hangs: that is a finding, not a failure.
    private static readonly Patience AttemptPatience = new(TimeSpan.FromSeconds(40))
    {
        // Before the keys are exchanged nobody has a reason to wait: there packets are lost.
        First = TimeSpan.FromSeconds(6),
        FirstWords = "SSH2_MSG_NEWKEYS received",
    };

    /// <summary>What is known after each step; each holds all that came before.</summary>
    /// <param name="target">What was typed.</param>
    /// <param name="key">The one key to try; null: whatever ssh would offer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<ClientEvidence> RunAsync(
        LoginTarget target,
        string? key,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = await ConfiguredAsync(target, key, cancellationToken);
        seen = seen with { Addresses = await ResolvedAsync(target, seen, cancellationToken) };
        yield return seen;

        if (!IsDirect(seen))
        {
            // Through a proxy the way is another: only ssh itself can tell.
            yield return await AttemptedAsync(target, key, seen, cancellationToken);
            yield break;
        }

        if (seen.Addresses is not { IsPresent: true })
        {
            yield break;
        }

        seen = seen with { Looks = [.. seen.Addresses.Value.Take(MostAddresses).Select(Routed)] };
        yield return seen;
        seen = seen with
        {
            Looks =
            [
                .. await Task.WhenAll(
                    seen.Looks.Select(look =>
                        ProbedAsync(look, Port(target, seen), cancellationToken)
                    )
                ),
            ],
        };
        yield return seen;
        if (seen.Best?.Probe.Value?.Offer is not null)
        {
            yield return await AttemptedAsync(target, key, seen, cancellationToken);
        }
    }

    /// <summary>The port that ssh would dial.</summary>
    public static int Port(LoginTarget target, ClientEvidence seen) =>
        target.Port
        ?? (
            int.TryParse(seen.Config.Value?["port"], CultureInfo.InvariantCulture, out var port)
                ? port
                : 22
        );

    private async Task<ClientEvidence> ConfiguredAsync(
        LoginTarget target,
        string? key,
        CancellationToken cancellationToken
    )
    {
        var said = await programs.RunAsync(
            ClientProgram.Ssh,
            SshArguments.Config(target, key),
            ConfigPatience,
            cancellationToken
        );
        if (said.Value is not { } output || SshGOutput.Read(output.Output) is not { } config)
        {
            var why = said.Value is { } failed ? Own(failed).Trim() : said.Reason;
            return ClientEvidence.None with
            {
                Config = Known.Unknown<SshGOutput>(why),
                // ssh refuses its own configuration before it does anything else, and says so.
                Attempt = said.Value is null
                    ? Known.Unknown<SshTranscript>(said.Reason)
                    : Known.Present(SshTranscript.Parse(Own(said.Value)), "ssh -G"),
            };
        }

        return ClientEvidence.None with
        {
            Config = Known.Present(config, "ssh -G"),
            Proposal = Known.Present(Proposal(config), "ssh -G"),
            Keys = await keys.LookAsync(config, cancellationToken),
            KnownHosts = await keys.KnownHostsAsync(config, cancellationToken),
        };
    }

    private async Task<Known<IReadOnlyList<IPAddress>>> ResolvedAsync(
        LoginTarget target,
        ClientEvidence seen,
        CancellationToken cancellationToken
    )
    {
        var config = seen.Config.Value;
        if (config is not null && !IsDirect(seen))
        {
            return Known.Unknown<IReadOnlyList<IPAddress>>(
                "ssh goes through a proxy, which resolves the name itself"
            );
        }

        var found = await network.ResolveAsync(
            config?["hostname"] is { Length: > 0 } name ? name : target.Host,
            cancellationToken
        );
        return found.Select<IReadOnlyList<IPAddress>>(all =>
            [.. all.Where(address => IsWanted(address, config?["addressfamily"]))]
        );
    }

    private AddressLook Routed(IPAddress address) =>
        new(address, network.RouteTo(address), Known.Unknown<SshProbeResult>("not probed yet"));

    private async Task<AddressLook> ProbedAsync(
        AddressLook look,
        int port,
        CancellationToken cancellationToken
    ) =>
        look.Route.IsAbsent
            ? look
            : look with
            {
                Probe = Known.Present(
                    await probe.LookAsync(new IPEndPoint(look.Address, port), cancellationToken),
                    $"connect to {look.Address} port {port}"
                ),
            };

    private async Task<ClientEvidence> AttemptedAsync(
        LoginTarget target,
        string? key,
        ClientEvidence seen,
        CancellationToken cancellationToken
    )
    {
        var said = await programs.RunAsync(
            ClientProgram.Ssh,
            SshArguments.Attempt(target, key, ConnectLimit),
            AttemptPatience,
            cancellationToken
        );
        return seen with
        {
            Attempt = said.Select(output =>
                SshTranscript.Parse(IsDirect(seen) ? Own(output) : WithProxy(output))
            ),
            AttemptPort = said.Value?.LocalPort ?? 0,
            AttemptTook = said.Value?.Took ?? TimeSpan.Zero,
            AttemptSaid = said.Value?.Output ?? "",
        };
    }

    // An ssh that does not get as far as its log says why on standard error.
    private static string Own(ProgramOutput output) =>
        output.Log.Length > 0 ? output.Log : output.Error;

    // What a jump host's own ssh says stands on standard error, and so does a banner: it counts only while no server can have said anything through this one.
    private static string WithProxy(ProgramOutput output) =>
        SshTranscript.Parse(output.Log).Has(SshDebugKind.RemoteVersion)
            ? output.Log
            : $"{output.Log}\n{output.Error}";

    private static bool IsDirect(ClientEvidence seen) =>
        seen.Config.Value is not { } config
        || (config["proxyjump"] is "" or "none" && config["proxycommand"] is "" or "none");

    private static bool IsWanted(IPAddress address, string? family) =>
        family switch
        {
            "inet" => address.AddressFamily == AddressFamily.InterNetwork,
            "inet6" => address.AddressFamily == AddressFamily.InterNetworkV6,
            _ => true,
        };

    private static KexInit Proposal(SshGOutput config) =>
        new()
        {
            Kex = config.List("kexalgorithms"),
            HostKeys = config.List("hostkeyalgorithms"),
            CiphersToServer = config.List("ciphers"),
            CiphersToClient = config.List("ciphers"),
            MacsToServer = config.List("macs"),
            MacsToClient = config.List("macs"),
            CompressionToServer = ["none", "zlib@openssh.com"],
            CompressionToClient = ["none", "zlib@openssh.com"],
        };
}
