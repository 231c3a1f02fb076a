using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Catalog.SshClientKnownHosts;

/// <summary>A rule over the names that are known.</summary>
public abstract class KnownHostRule : ClientRule
{
    private protected override string CheckId => SshClientKnownHostsCheck.Id;

    private protected override string Prefix => KnownHostFact.Host;

    private protected override string Nothing => "no host is known";

    /// <summary>Whose line it is and the name, as people read them.</summary>
    private protected (string Owner, string Name) Named(Fact fact)
    {
        var (owner, rest) = ClientKey.Split(fact.Key, Prefix);
        return (owner, rest.TrimStart('/'));
    }

    private protected static string Words(string name) =>
        KnownHostName.IsHashed(name) ? "a host whose name is hashed" : name;

    private protected static string Subject(Fact fact) =>
        fact.Key[(KnownHostFact.Host.Length + 1)..];

    /// <summary>What takes a name out of the file it stands in.</summary>
    private protected static string Removal(Fact fact, string name)
    {
        var file = fact.Source ?? "";
        var colon = file.Split(' ')[0].LastIndexOf(':');
        return $"ssh-keygen -R {ShellWord.Quote(name)} -f {ShellWord.Quote(colon < 0 ? file : file[..colon])}";
    }
}

/// <summary>No name is trusted by a key that is revoked for it.</summary>
public sealed class RevokedHostRule : KnownHostRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.known_hosts/revoked",
            Title = "No host is known by a key that is revoked",
            Severity = Severity.Medium,
            Rationale =
                "A @revoked line beats every other: ssh refuses the host with \"REVOKED HOST KEY DETECTED\" (OpenSSH hostfile.c). Where the same name still stands with that key, the host was not given another one, or somebody forgot the line.",
            Reads = ["known_host/*/*"],
            References = ["sshd(8) SSH_KNOWN_HOSTS FILE FORMAT"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (owner, name) = Named(fact);
        var trusted = KnownHostEntry
            .Split(fact.Value)
            .Where(entry => entry.Marker == KnownHostMarker.None)
            .ToList();
        if (trusted.Count == 0 || KnownHostName.IsHashed(name))
        {
            return null;
        }

        var revoked = facts
            .Under(Prefix)
            .Where(held => !held.IsStale && Speaks(held.Fact, owner, name))
            .SelectMany(held => KnownHostEntry.Split(held.Fact.Value))
            .Where(entry => entry.Marker == KnownHostMarker.Revoked)
            .Select(entry => entry.Fingerprint)
            .ToHashSet(StringComparer.Ordinal);
        return trusted.Find(entry => revoked.Contains(entry.Fingerprint)) is { } bad
            ? Finding(
                Outcome.Fail,
                Subject(fact),
                $"{owner} knows {name} by {bad.Type} {bad.Fingerprint}, which is revoked: ssh refuses the host ({fact.Source})"
            ) with
            {
                Remedy = [Removal(fact, name)],
            }
            : Finding(Outcome.Pass, Subject(fact), $"{name} is known by no revoked key");
    }

    /// <summary>ssh reads an account's own lines and the host's.</summary>
    private static bool Speaks(Fact fact, string owner, string name)
    {
        var (other, rest) = ClientKey.Split(fact.Key, KnownHostFact.Host);
        return (other == owner || ClientKey.IsSystem(fact.Key, KnownHostFact.Host))
            && KnownHostName.IsMatch(name, rest.TrimStart('/'));
    }
}

/// <summary>A name is known by one key of a type.</summary>
public sealed class ContradictionRule : KnownHostRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.known_hosts/one_key",
            Title = "No host is known by two keys of one type",
            Severity = Severity.Low,
            Rationale =
                "Of several keys of a name ssh accepts any, so a key that the host no longer has stays good for whoever kept it: a line that nobody took away after the host was installed anew.",
            Reads = ["known_host/*/*"],
            References = ["ssh-keygen(1) -R"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (owner, name) = Named(fact);
        var twice = KnownHostEntry
            .Split(fact.Value)
            .Where(entry => entry.Marker == KnownHostMarker.None)
            .GroupBy(entry => entry.Type, StringComparer.Ordinal)
            .FirstOrDefault(keys => keys.Count() > 1);
        return
            // A pattern may stand for several hosts, each with its own key.
            twice is null
            || name.AsSpan().IndexOfAny("*?!") >= 0
            ? Finding(Outcome.Pass, Subject(fact), $"{Words(name)}: {fact.Value}")
            : Finding(
                Outcome.Warn,
                Subject(fact),
                $"{owner} knows {Words(name)} by {twice.Count()} keys of type {twice.Key}: ssh accepts each of them ({fact.Source})"
            ) with
            {
                Remedy = KnownHostName.IsHashed(name) ? [] : [Removal(fact, name)],
            };
    }
}

/// <summary>Every line means something.</summary>
public sealed class BrokenKnownHostRule : ClientRule
{
    private protected override string CheckId => SshClientKnownHostsCheck.Id;

    private protected override string Prefix => KnownHostFact.Broken;

    private protected override string Nothing => "every line can be read";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.known_hosts/lines",
            Title = "ssh can read every line of known_hosts",
            Severity = Severity.Low,
            Rationale =
                "ssh passes over a line that it cannot read without a word: the host counts as unknown, a script that may not ask fails, and a @revoked line that is damaged revokes nothing.",
            Reads = ["known_hosts_broken/**"],
            References = ["sshd(8) SSH_KNOWN_HOSTS FILE FORMAT"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (_, place) = ClientKey.Split(fact.Key, Prefix);
        return Finding(Outcome.Warn, place, $"ssh passes over {fact.Source}: {fact.Value}");
    }
}
