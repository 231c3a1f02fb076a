using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>The model against the kernel: generated rulesets are loaded, and what clients see is compared with what the model says of the listing.</summary>
public sealed class RealPacketTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("FLEET_TESTS_LONG") == "1";

    [Theory]
    [InlineData("nft", 12, 240)]
    [InlineData("iptables-restore", 4, 60)]
    [InlineData("ip6tables-restore", 4, 60)]
    [InlineData("iptables-legacy-restore", 4, 60)]
    public async Task Clients_see_what_the_model_says(string tool, int few, int many)
    {
        Assert.SkipUnless(
            Environment.UserName == "root",
            "Network namespaces are made by root only."
        );
        Assert.SkipUnless(
            File.Exists($"/usr/sbin/{tool}"),
            $"{tool} is not installed (Debian packages nftables, iptables)."
        );
        Assert.SkipUnless(
            File.Exists("/usr/sbin/nft"),
            "nft is not installed (Debian package nftables)."
        );
        await PacketRoom.SweepAsync();
        var (first, count) = Seeds(few, many);
        var findings = new List<string>();
        var (known, all) = (0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (seed, _) =>
            {
                var ruleset = Generate(tool, seed);
                var result = await CompareAsync(ruleset);
                Interlocked.Add(ref known, result.Known);
                Interlocked.Add(ref all, result.All);
                // What does not happen again was the machine's load.
                if (
                    result.Disagreement is not null
                    && (await CompareAsync(ruleset)).Disagreement is not null
                )
                {
                    var smallest = await SmallestAsync(ruleset);
                    var finding =
                        $"seed {seed}: {(await CompareAsync(smallest)).Disagreement}\n{smallest.Text}";
                    lock (findings)
                    {
                        findings.Add(finding);
                    }
                }
            }
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{tool}: {count} rulesets from seed {first}, {all} connections, {known} decided by the model"
        );
        Assert.True(
            findings.Count == 0,
            $"{findings.Count} of {count}\n" + string.Join("\n\n", findings)
        );
        Assert.SkipWhen(all == 0, $"{tool} can load nothing: this kernel has no such tables.");
        Assert.True(all >= count * 14, $"only {all / 16} of {count} rulesets load");
        Assert.True(known > all * 9 / 10, $"the model decides {known} of {all} only");
    }

    private static (int First, int Count) Seeds(int few, int many) =>
        (
            int.TryParse(Environment.GetEnvironmentVariable("FLEET_TESTS_SEED"), out var seed)
                ? seed
                : 1,
            IsLong ? many : few
        );

    private static GeneratedRuleset Generate(string tool, int seed) =>
        tool == "nft" ? new NftGenerator(seed).Make() : new IptablesGenerator(tool, seed).Make();

    private static async Task<GeneratedRuleset> SmallestAsync(GeneratedRuleset ruleset)
    {
        while (true)
        {
            GeneratedRuleset? smaller = null;
            foreach (var candidate in ruleset.Smaller())
            {
                if ((await CompareAsync(candidate)).Disagreement is not null)
                {
                    smaller = candidate;
                    break;
                }
            }

            if (smaller is null)
            {
                return ruleset;
            }

            ruleset = smaller;
        }
    }

    private static async Task<(string? Disagreement, int Known, int All)> CompareAsync(
        GeneratedRuleset generated
    )
    {
        await using var room = await PacketRoom.OpenAsync();
        if (!await LoadedRuleset.LoadAsync(room.Server, generated))
        {
            return (null, 0, 0);
        }

        var model = new FirewallModel(await LoadedRuleset.ReadAsync(room.Server));
        // The client's first addresses go first: the server learns their link address by their question, and asks for the others' itself.
        var probes = Probes(0).Concat(Probes(1)).ToList();
        var seen = new List<SocketError>();
        foreach (var batch in (int[])[0, 1])
        {
            seen.AddRange(
                await Task.WhenAll(Probes(batch).Select(p => room.ConnectAsync(p.Source, p.Port)))
            );
        }

        var known = 0;
        for (var i = 0; i < probes.Count; i++)
        {
            var answer = model.Ask(Question(probes[i].Source, probes[i].Port));
            if (answer.Symptom == ClientSymptom.Unknown)
            {
                continue;
            }

            known++;
            if (answer.Ends.Any(end => end.LaterLoss is not null))
            {
                // A refusal of the handshake's third packet may or may not be seen by connect(2).
                continue;
            }

            if (answer.Symptom != Symptom(seen[i]) && seen[i] == SocketError.TimedOut)
            {
                // A busy machine is slow: what seemed lost gets more time before it counts.
                seen[i] = await room.ConnectAsync(
                    probes[i].Source,
                    probes[i].Port,
                    PacketRoom.LongPatience
                );
            }

            if (answer.Symptom != Symptom(seen[i]))
            {
                var end = answer.Ends[0];
                return (
                    $"{probes[i].Source} port {probes[i].Port}: seen {Symptom(seen[i])}, model {answer.Symptom} at {end.Stage} by {end.Decision?.Table} {end.Decision?.Chain}: {end.Decision?.Rule} {end.Reason}",
                    known,
                    probes.Count
                );
            }
        }

        return (null, known, probes.Count);
    }

    private static IEnumerable<(IPAddress Source, int Port)> Probes(int address) =>
        ((IPAddress[])[PacketRoom.Clients4[address], PacketRoom.Clients6[address]]).SelectMany(
            source => PacketRoom.Ports.Select(port => (source, port))
        );

    private static ConnectionQuestion Question(IPAddress source, int port) =>
        ConnectionQuestion.From(
            source,
            source.AddressFamily == AddressFamily.InterNetwork
                ? PacketRoom.Server4
                : PacketRoom.Server6,
            port,
            PacketRoom.Interface
        ) with
        {
            IsOnLink = true,
            MustAskForSource =
                !source.Equals(PacketRoom.Clients4[0]) && !source.Equals(PacketRoom.Clients6[0]),
            IsRouter = false,
        };

    private static ClientSymptom Symptom(SocketError seen) =>
        seen switch
        {
            SocketError.Success => ClientSymptom.Open,
            SocketError.ConnectionRefused => ClientSymptom.Refused,
            SocketError.TimedOut => ClientSymptom.Timeout,
            SocketError.HostUnreachable => ClientSymptom.NoRouteToHost,
            SocketError.NetworkUnreachable => ClientSymptom.NetworkUnreachable,
            SocketError.AccessDenied => ClientSymptom.PermissionDenied,
            _ => ClientSymptom.Unspecified,
        };
}
