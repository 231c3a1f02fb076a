using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>A rule about the file that a keyword names.</summary>
public abstract class TrustFileRule : Rule
{
    private protected abstract string Keyword { get; }

    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var named = TrustSettings.Of(input, Keyword);
        if (!named.IsPresent || named.Is("none"))
        {
            yield return named.IsUnknown
                ? Finding(Outcome.Unknown, "", $"{Keyword} is not known: {named.Reason}")
                : Finding(Outcome.NotApplicable, "", $"{Keyword} names no file");
            yield break;
        }

        foreach (var path in named.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var state = input[SshTrustedCaCheck.Id].Read(TrustKey.File(path));
            yield return (
                state.IsPresent
                    ? Judge(path, state.Value)
                    : Finding(Outcome.Unknown, path, $"{path}: {state.Reason ?? "not looked at"}")
            ) with
            {
                Source = named.Source ?? "",
                Keys = [TrustKey.File(path)],
            };
        }
    }

    private protected abstract Finding Judge(string path, string state);
}

/// <summary>RevokedKeys must be readable: without it every key counts as revoked.</summary>
public sealed class RevokedKeysRule : TrustFileRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.trusted_ca/revoked_keys",
            Title = "The file of revoked keys is there",
            Severity = Severity.Critical,
            Rationale =
                "Where RevokedKeys names a file that sshd cannot read, every public key is refused (sshd_config(5)); the log says \"Error checking authentication key\".",
            Reads = ["trust_file/**", "sshd_config/RevokedKeys"],
            References = ["sshd_config(5) RevokedKeys"],
        };

    private protected override string Keyword => "RevokedKeys";

    private protected override Finding Judge(string path, string state) =>
        state is TrustFile.Missing or TrustFile.NotRegular
            ? Finding(
                Outcome.Fail,
                path,
                $"nobody can log in with a key: RevokedKeys names {path}, which is {state}"
            ) with
            {
                Remedy =
                    state == TrustFile.Missing ? [$"ssh-keygen -k -f {ShellWord.Quote(path)}"] : [],
            }
            : Finding(Outcome.Pass, path, $"{path} is there ({state})");
}

/// <summary>Certificates need their authority's key.</summary>
public sealed class TrustedCaRule : TrustFileRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.trusted_ca/authorities",
            Title = "The file of trusted certificate authorities has a key",
            Severity = Severity.High,
            Rationale =
                "Where TrustedUserCAKeys names a file that is missing or has no key that sshd can read, every user certificate is refused, and at the usual log level nothing says why.",
            Reads = ["trust_file/**", "sshd_config/TrustedUserCAKeys"],
            References = ["sshd_config(5) TrustedUserCAKeys"],
        };

    private protected override string Keyword => "TrustedUserCAKeys";

    private protected override Finding Judge(string path, string state) =>
        state == TrustFile.Keys
            ? Finding(Outcome.Pass, path, $"{path} has keys")
            : Finding(
                Outcome.Fail,
                path,
                $"nobody can log in with a certificate: TrustedUserCAKeys names {path}, which is {state}"
            );
}
