using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>What is installed has none of the holes that Fleet knows.</summary>
public sealed class AdvisoriesRule : Rule
{
    private const string Banner = "OpenSSH_";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.packages/advisories",
            Title = "no known hole is open in the installed OpenSSH",
            Severity = Severity.High,
            Rationale =
                "Distributions carry fixes back without a new release: OpenSSH 9.2p1 of Debian 12 is not upstream's. The package's own build decides. The table: "
                + string.Join(", ", Advisories.All.Select(advisory => advisory.Id))
                + ".",
            Reads = [PackageKeys.Ssh, PackageKeys.Xz, PackageKeys.Distribution, "sshd/version"],
            References =
            [
                "openssh.com/security.html",
                "security-tracker.debian.org",
                "ubuntu.com/security/notices",
                "access.redhat.com/errata",
            ],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input) =>
        Advisories
            .All.Select(advisory => Judge(input, advisory))
            .OfType<Finding>()
            .Select(finding => finding with { Keys = [PackageKeys.Ssh, PackageKeys.Xz] });

    private Finding? Judge(JudgeInput input, Advisory advisory)
    {
        var facts = input[PackageKeys.Id];
        var version = facts.Read(advisory.Package);
        var family = Family(facts.Read(PackageKeys.Distribution).Value);
        if (version.IsPresent)
        {
            return Judge(input, advisory, version.Value, family);
        }

        if (version.IsUnknown)
        {
            return Say(
                advisory,
                Outcome.Unknown,
                $"{advisory.Id}: the installed version is not known: {version.Reason}"
            );
        }

        // An sshd that came from no package names its release itself; a library that is not there does no harm.
        var named = input["ssh.service"].Read("sshd/version");
        return
            advisory.Package == PackageKeys.Ssh
            && named.IsPresent
            && named.Value.StartsWith(Banner, StringComparison.Ordinal)
            ? Judge(input, advisory, named.Value[Banner.Length..].Split(' ')[0], "")
            : null;
    }

    private Finding Judge(JudgeInput input, Advisory advisory, string version, string family)
    {
        var verdict = AdvisoryJudge.Judge(advisory, version, family);
        var isProved =
            advisory.ProvedBy is { } proof && input[proof.Check].Read(proof.Key).Is(proof.Value);
        return verdict switch
        {
            AdvisoryVerdict.NotAffected => Say(
                advisory,
                Outcome.Pass,
                $"{advisory.Id} does not concern {version}"
            ),
            AdvisoryVerdict.Fixed => Say(
                advisory,
                Outcome.Pass,
                $"{advisory.Id} is fixed in {version}"
            ),
            _ when isProved => Say(
                advisory,
                Outcome.Pass,
                $"{advisory.Id} is fixed: the running sshd shows it"
            ),
            AdvisoryVerdict.Affected => Say(
                advisory,
                advisory.Outcome,
                $"{advisory.Id} is open in {version}: {advisory.Concern}"
            ) with
            {
                Remedy = Remedy(input, advisory, family),
            },
            _ => Say(
                advisory,
                Outcome.Unknown,
                $"{advisory.Id}: {version} is in the affected range, and whether this build carries the fix is not known"
            ),
        };
    }

    private Finding Say(Advisory advisory, Outcome outcome, string summary) =>
        Finding(outcome, advisory.Id, summary) with
        {
            Severity = advisory.Severity,
        };

    private static string Family(string distribution)
    {
        var names = distribution.Split(' ');
        return names.Contains("ubuntu") ? "ubuntu"
            : names.Contains("debian") ? "debian"
            : names.Any(name => name is "rhel" or "centos" or "rocky" or "almalinux" or "ol")
                ? "rhel"
            : "";
    }

    private static ImmutableArray<string> Remedy(JudgeInput input, Advisory advisory, string family)
    {
        var isSsh = advisory.Package == PackageKeys.Ssh;
        var upgrade = family switch
        {
            "debian" or "ubuntu" =>
                $"apt-get update && apt-get install --only-upgrade {(isSsh ? "openssh-server openssh-client" : "liblzma5")}",
            "rhel" => $"dnf upgrade {(isSsh ? "openssh-server openssh-clients" : "xz-libs")}",
            _ => $"upgrade the package of {(isSsh ? "OpenSSH" : "liblzma")}",
        };
        var restart = SshdRemedy.Unit(input) is { } unit
            ? $"systemctl restart {unit}"
            : "kill -HUP \"$(cat /run/sshd.pid)\"";
        return advisory.Meanwhile.Length == 0
            ? [upgrade, restart]
            : [upgrade, restart, $"# until then: {advisory.Meanwhile}"];
    }
}
