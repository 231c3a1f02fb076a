using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Denials;

/// <summary>Reports what one security module refused sshd during the last day, as facts below a prefix.</summary>
internal static class SshdDenials
{
    private static readonly string[] Domains =
    [
        "sshd_t",
        "sshd_session_t",
        "sshd_auth_t",
        "sshd_net_t",
    ];

    /// <param name="host">The host.</param>
    /// <param name="by">The module.</param>
    /// <param name="prefix">The prefix of the facts.</param>
    /// <param name="cursor">The check's cursor.</param>
    /// <param name="seen">Gets the facts, their coverage and the next cursor.</param>
    /// <param name="cancellationToken">The run's end.</param>
    public static async ValueTask LookAsync(
        IHost host,
        MandatoryAccessControl by,
        string prefix,
        string cursor,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var now = host.Time.GetUtcNow();
        var memory = DenialMemory.From(cursor, now);
        var read = await new DenialLog(host).ReadAsync(memory.Place, cancellationToken);
        if (read.IsOk)
        {
            memory.Place = read.Value.Place;
            foreach (var (at, denial) in read.Value.New)
            {
                if (denial.By == by && denial.IsEnforced && IsSshd(denial))
                {
                    memory.Add(at, KeyOf(denial), denial.Name, now);
                }
            }

            seen.Complete(prefix);
        }
        else
        {
            memory.Place = "";
            seen.Cover(prefix, CoverageState.Unreadable, read.Reason);
        }

        foreach (var (key, value) in memory.Recent)
        {
            seen.Fact($"{prefix}/{key}", value);
        }

        seen.Cursor = memory.ToString();
    }

    // Any process may call itself sshd, but not with sshd's domain; a profile's name is AppArmor's own.
    private static bool IsSshd(AccessDenial denial) =>
        denial.By == MandatoryAccessControl.Selinux
            ? Domains.Contains(denial.Subject)
            : Apparmor.ApparmorProfiles.IsOfSshd(denial.Subject);

    private static string KeyOf(AccessDenial denial) =>
        string.Join(
            '/',
            new[]
            {
                SshdTitles.Names.Contains(denial.Command) ? denial.Command : "sshd",
                denial.Operation,
                denial.Object,
            }.Select(part =>
                FactKey.Segment(part.Trim().Length == 0 ? "-" : part.Trim().Replace(' ', '.'))
            )
        );
}
