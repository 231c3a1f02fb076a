using System.Collections.Immutable;
using Fleet.Controller.Authority;

namespace Fleet.Controller.Tests.Fakes;

/// <summary>The authority's store in memory, one change at a time.</summary>
public sealed class MemoryAuthorityStore : IAuthorityStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JoinTokenEntry> _tokens = [];
    private readonly Dictionary<string, Host> _hosts = [];
    private readonly Dictionary<string, Given> _certificates = [];

    private sealed record Host(int Id, string Name, byte[] Machine);

    private sealed record Given(Host Host, IssuedCertificate Certificate, bool Revoked);

    public Task AddTokenAsync(JoinTokenEntry token, CancellationToken cancellationToken) =>
        Locked(() => _tokens[token.Id] = token);

    public Task<JoinTokenEntry?> FindTokenAsync(string id, CancellationToken cancellationToken) =>
        Locked(() => _tokens.GetValueOrDefault(id));

    public Task<IReadOnlyList<JoinTokenEntry>> ListTokensAsync(
        CancellationToken cancellationToken
    ) =>
        Locked<IReadOnlyList<JoinTokenEntry>>(() =>
            [.. _tokens.Values.OrderByDescending(token => token.CreatedAt)]
        );

    public Task<JoinTokenEntry?> RevokeTokenAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        Locked(() =>
            _tokens.TryGetValue(id, out var token)
                ? _tokens[id] = token with { Revoked = true }
                : null
        );

    public Task<EnrolmentResult> EnrolAsync(
        Enrolment enrolment,
        CancellationToken cancellationToken
    ) => Locked(() => Enrol(enrolment));

    public Task<AgentCertificateEntry?> FindCertificateAsync(
        string serial,
        CancellationToken cancellationToken
    ) =>
        Locked(() =>
            _certificates.TryGetValue(serial, out var given)
                ? new AgentCertificateEntry(
                    given.Host.Id,
                    given.Host.Name,
                    given.Certificate,
                    given.Revoked
                )
                : null
        );

    public Task<bool> RenewAsync(
        string oldSerial,
        IssuedCertificate certificate,
        CancellationToken cancellationToken
    ) =>
        Locked(() =>
        {
            if (!_certificates.TryGetValue(oldSerial, out var old) || old.Revoked)
            {
                return false;
            }

            _certificates[certificate.Serial] = new(old.Host, certificate, false);
            return true;
        });

    public Task<Revocation?> RevokeHostAsync(
        string hostName,
        string reason,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        Locked(() =>
            _hosts.TryGetValue(hostName, out var host)
                ? new Revocation(host.Id, RevokeAll(host), reason)
                : null
        );

    public Task<IReadOnlyList<string>> ListRevokedAsync(
        DateTimeOffset notAfter,
        CancellationToken cancellationToken
    ) =>
        Locked<IReadOnlyList<string>>(() =>
            [
                .. _certificates
                    .Values.Where(given => given.Revoked && given.Certificate.NotAfter > notAfter)
                    .Select(given => given.Certificate.Serial),
            ]
        );

    private EnrolmentResult Enrol(Enrolment asked)
    {
        var token = _tokens[asked.TokenId];
        if (token.UsesLeft == 0)
        {
            return new EnrolmentResult.Refused(EnrolmentRefusal.TokenSpent);
        }

        if (
            _hosts.TryGetValue(asked.HostName, out var host)
            && !(
                asked.MachineIdHash.Length > 0
                && asked.MachineIdHash.Span.SequenceEqual(host.Machine)
            )
            && _certificates.Values.Any(given =>
                given.Host.Name == host.Name
                && !given.Revoked
                && given.Certificate.NotAfter > asked.LiveAfter
            )
        )
        {
            return new EnrolmentResult.Refused(EnrolmentRefusal.NameTaken);
        }

        _tokens[token.Id] = token with { UsesLeft = token.UsesLeft - 1 };
        host = new(host?.Id ?? _hosts.Count + 1, asked.HostName, asked.MachineIdHash.ToArray());
        _hosts[asked.HostName] = host;
        var replaced = RevokeAll(host);
        _certificates[asked.Certificate.Serial] = new(host, asked.Certificate, false);
        return new EnrolmentResult.Enrolled(host.Id, host.Name, replaced);
    }

    private ImmutableArray<string> RevokeAll(Host host)
    {
        ImmutableArray<string> serials =
        [
            .. _certificates
                .Where(each => each.Value.Host.Id == host.Id && !each.Value.Revoked)
                .Select(each => each.Key),
        ];
        foreach (var serial in serials)
        {
            _certificates[serial] = _certificates[serial] with { Revoked = true };
        }

        return serials;
    }

    private Task<T> Locked<T>(Func<T> change)
    {
        lock (_lock)
        {
            return Task.FromResult(change());
        }
    }
}
