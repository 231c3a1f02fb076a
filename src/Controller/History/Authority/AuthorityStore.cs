using Fleet.Controller.Authority;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Authority;

/// <summary>Join tokens and certificates in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="enrolled">Told after a host was enrolled, so that what is remembered of it in memory is loaded again.</param>
public sealed class AuthorityStore(
    HistoryDatabase database,
    Func<int, CancellationToken, Task> enrolled
) : IAuthorityStore
{
    public Task AddTokenAsync(JoinTokenEntry token, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(session => TokenWriting.Add(session, token), cancellationToken);

    public Task<JoinTokenEntry?> FindTokenAsync(string id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                await db.Tokens.FirstOrDefaultAsync(row => row.Id == id, cancellation) is { } row
                    ? TokenWriting.Entry(row)
                    : null,
            cancellationToken
        );

    public Task<IReadOnlyList<JoinTokenEntry>> ListTokensAsync(
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<JoinTokenEntry>>(
            async (db, cancellation) =>
            {
                var rows = await db
                    .Tokens.OrderByDescending(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .ToListAsync(cancellation);
                return [.. rows.Select(TokenWriting.Entry)];
            },
            cancellationToken
        );

    public async Task<JoinTokenEntry?> RevokeTokenAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        await database.Writer.CommitAsync(
            session => TokenWriting.Revoke(session, id, by, at),
            cancellationToken
        );
        return await FindTokenAsync(id, cancellationToken);
    }

    public async Task<EnrolmentResult> EnrolAsync(
        Enrolment enrolment,
        CancellationToken cancellationToken
    )
    {
        var result = await database.Writer.CommitAsync(
            session => EnrolmentWriting.Write(session, enrolment),
            cancellationToken
        );
        if (result is EnrolmentResult.Enrolled host)
        {
            await enrolled(host.HostId, cancellationToken);
        }

        return result;
    }

    public Task<AgentCertificateEntry?> FindCertificateAsync(
        string serial,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var found = await db
                    .Certificates.Where(row => row.Serial == serial)
                    .Join(
                        db.Hosts,
                        row => row.HostId,
                        host => host.Id,
                        (row, host) => new { Row = row, host.Name }
                    )
                    .FirstOrDefaultAsync(cancellation);
                return found is null
                    ? null
                    : new AgentCertificateEntry(
                        found.Row.HostId,
                        found.Name,
                        new IssuedCertificate(serial, found.Row.NotBefore, found.Row.NotAfter),
                        found.Row.RevokedAt is not null
                    );
            },
            cancellationToken
        );

    public Task<bool> RenewAsync(
        string oldSerial,
        IssuedCertificate certificate,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => CertificateWriting.Renew(session, oldSerial, certificate),
            cancellationToken
        );

    public Task<Revocation?> RevokeHostAsync(
        string hostName,
        string reason,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => CertificateWriting.RevokeHost(session, hostName, reason, by, at),
            cancellationToken
        );

    public Task<IReadOnlyList<string>> ListRevokedAsync(
        DateTimeOffset notAfter,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<string>>(
            async (db, cancellation) =>
                await db
                    .Certificates.Where(row => row.RevokedAt != null && row.NotAfter > notAfter)
                    .Select(row => row.Serial)
                    .ToListAsync(cancellation),
            cancellationToken
        );
}
