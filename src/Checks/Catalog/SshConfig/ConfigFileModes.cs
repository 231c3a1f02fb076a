using System.Globalization;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>Who may read and write the files that sshd is configured by, and when they were written.</summary>
internal static class ConfigFileModes
{
    private const string Root = "root";

    public static async ValueTask SeeAsync(
        IHost host,
        SshdAnswer answer,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (answer.Files is not { } read)
        {
            seen.Cover(SshConfigKeys.Mode, CoverageState.Unreadable, "the files could not be read");
            seen.Cover(
                SshConfigKeys.Modified,
                CoverageState.Unreadable,
                "the files could not be read"
            );
            return;
        }

        var gap = read.Configuration.Gaps.FirstOrDefault()?.Reason;
        seen.Cover(
            SshConfigKeys.Mode,
            gap is null ? CoverageState.Complete : CoverageState.Truncated,
            gap
        );
        seen.Cover(
            SshConfigKeys.Modified,
            gap is null ? CoverageState.Complete : CoverageState.Truncated,
            gap
        );
        Reply<AccountNames>? names = null;
        foreach (var file in read.Files)
        {
            seen.Fact(
                SshConfigKeys.ModifiedOf(file.Path),
                file.ModifiedAt.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                )
            );
            var key = SshConfigKeys.ModeOf(file.Path);
            if (file.Status is { Uid: 0, Gid: 0 })
            {
                // As nearly everywhere: no need to look up who that is.
                seen.Fact(key, ModeText.Format(file.Status, Root, Root));
                continue;
            }

            var known = names ?? await HostNames.ReadAsync(host, cancellationToken);
            names = known;
            if (known.IsOk)
            {
                seen.Fact(key, known.Value.Mode(file.Status));
            }
            else
            {
                seen.Cover(key, CoverageState.Unreadable, known.Reason);
            }
        }
    }
}
