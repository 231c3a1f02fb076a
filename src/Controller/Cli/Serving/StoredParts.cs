using Fleet.Controller.Authority.Ca;
using Fleet.Controller.History;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Opens what a controller keeps in its data folder.</summary>
internal static class StoredParts
{
    /// <exception cref="CannotStartException">The database cannot be used; it was not modified.</exception>
    public static async Task<HistoryDatabase> OpenAsync(
        DataFolder data,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await HistoryDatabase.OpenAsync(data.Database, time, cancellationToken);
        }
        catch (HistoryException problem)
        {
            throw new CannotStartException(problem.Message, ExitCode.Offline, problem);
        }
    }

    /// <exception cref="CannotStartException">The keys cannot be read or made.</exception>
    public static CertificateAuthority OpenAuthority(DataFolder data, TimeProvider time)
    {
        try
        {
            return CaFolder.OpenOrMake(data.Certificates, time);
        }
        catch (Exception problem)
            when (problem
                    is AuthorityUnusableException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            throw new CannotStartException(problem.Message, ExitCode.Offline, problem);
        }
    }
}
