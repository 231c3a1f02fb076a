using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Client;

/// <summary>What the connecting side sees. Everything may be missing: a pasted <c>ssh -v</c> has a transcript and nothing else.</summary>
public sealed record ClientEvidence
{
    private const string NotAsked = "no client was asked";

    public static ClientEvidence None { get; } = new();

    /// <summary><c>ssh -G</c> for the host.</summary>
    public Known<SshGOutput> Config { get; init; } = Known.Unknown<SshGOutput>(NotAsked);

    /// <summary>What the name gives, both families; absent: it gives nothing.</summary>
    public Known<IReadOnlyList<IPAddress>> Addresses { get; init; } =
        Known.Unknown<IReadOnlyList<IPAddress>>(NotAsked);

    /// <summary>Each address that was looked at, in the order in which ssh tries them.</summary>
    public ImmutableArray<AddressLook> Looks { get; init; } = [];

    /// <summary>What this client would propose.</summary>
    public Known<KexInit> Proposal { get; init; } = Known.Unknown<KexInit>(NotAsked);

    /// <summary>The keys that it has, in the order in which it offers them.</summary>
    public Known<IReadOnlyList<ClientKey>> Keys { get; init; } =
        Known.Unknown<IReadOnlyList<ClientKey>>(NotAsked);

    /// <summary>The known_hosts files that ssh reads for the host.</summary>
    public Known<KnownHostKeys> KnownHosts { get; init; } = Known.Unknown<KnownHostKeys>(NotAsked);

    /// <summary>The one real attempt, or what somebody pasted.</summary>
    public Known<SshTranscript> Attempt { get; init; } = Known.Unknown<SshTranscript>(NotAsked);

    /// <summary>The port from which the attempt connected; 0: not known.</summary>
    public int AttemptPort { get; init; }

    /// <summary>How long the attempt took; zero where there was none, or somebody pasted it.</summary>
    public TimeSpan AttemptTook { get; init; }

    /// <summary>What the attempt's command <c>true</c> printed: nothing, unless something else prints at every login.</summary>
    public string AttemptSaid { get; init; } = "";

    /// <summary>The attempt's lines; none where there was no attempt.</summary>
    public SshTranscript Transcript => Attempt.Value ?? new SshTranscript([]);

    /// <summary>The first address that answered as an SSH server, else the first that connected, else the first.</summary>
    public AddressLook? Best =>
        Looks.FirstOrDefault(look => look.Probe.Value?.Identification is not null)
        ?? Looks.FirstOrDefault(look => look.IsConnected)
        ?? Looks.FirstOrDefault();

    /// <summary>What client and server agree on, by what each proposes; null where one of them is not known.</summary>
    public KexAgreement? Agreement =>
        Proposal.Value is { } own && Best?.Probe.Value?.Offer is { } offer
            ? KexNegotiation.Agree(own, offer)
            : null;

    /// <summary>The proof that the client came that far; null where there is none.</summary>
    public EvidenceLine? Proof(Milestone milestone) => Progress.Proof(this, milestone);

    public bool Reached(Milestone milestone) => Proof(milestone) is not null;

    /// <summary>A line of the attempt as evidence.</summary>
    public static EvidenceLine Line(SshDebugLine line) =>
        EvidenceLine.Client(line.Text, $"ssh -v, line {line.Number}");

    /// <summary>What the client saw first of a kind, as evidence; null where it did not.</summary>
    public EvidenceLine? Seen(SshDebugKind kind) =>
        Transcript.First(kind) is { } line ? Line(line) : null;
}
