using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Authority.Joining;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Authority.Joining;

/// <summary>An authority with a clock that tests set.</summary>
public sealed class JoiningRoom : IDisposable
{
    private readonly TempFolder _folder = new();

    public JoiningRoom()
    {
        Certificates = CaFolder.OpenOrMake(_folder["ca"], Time);
        Tokens = new(Store, Time);
        Enroller = new(Certificates, Store, Revocations, Time);
        Renewer = new(Certificates, Store, Time);
    }

    public SetTime Time { get; } = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public MemoryAuthorityStore Store { get; } = new();

    public RevocationList Revocations { get; } = new();

    public CertificateAuthority Certificates { get; }

    public JoinTokens Tokens { get; }

    public Enroller Enroller { get; }

    public Renewer Renewer { get; }

    public AgentGate Gate => new(Certificates, Revocations, Store);

    public async Task<string> TokenAsync(string hostName = "", int uses = 1)
    {
        var (_, secret) = await Tokens.CreateAsync(
            hostName,
            ImmutableSortedDictionary<string, string>.Empty,
            null,
            uses,
            "root",
            default
        );
        return secret.ToString();
    }

    public Task<Issued> EnrolAsync(string token, ECDsa key, string name, params byte[] machine) =>
        Enroller.EnrolAsync(token, AgentKey.Request(key), name, machine, default);

    public async Task<X509Certificate2> JoinAsync(ECDsa key, string name, params byte[] machine) =>
        (await EnrolAsync(await TokenAsync(), key, name, machine)).Certificate!;

    public void Dispose() => _folder.Dispose();
}
