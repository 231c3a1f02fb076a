using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.ClientKeys;

/// <summary>
/// Which keys a client offers to a host, in order (<c>sshconnect2.c: pubkey_prepare</c>): certificates of CertificateFile; the agent's keys that IdentityFile names, in the
/// agent's order; the agent's other keys, unless IdentitiesOnly; then files in the configuration's order, each with the certificate beside it. Keys of PKCS#11 providers are not told.
/// </summary>
public static class ClientKeyOrder
{
    private sealed record Candidate(
        OfferOrigin Origin,
        string Name,
        KnownKey? Key,
        string? Problem,
        SshdSource? Source
    );

    /// <summary>The offer.</summary>
    /// <param name="settings">What the configuration means for the host.</param>
    /// <param name="look">What is there for a file: its absolute path → what was seen.</param>
    /// <param name="agent">The agent's keys in its order; null: nobody asked it. Empty where there is none.</param>
    public static KeyOffer Of(
        ClientSettings settings,
        Func<string, ClientKeyFile> look,
        ImmutableArray<AgentKey>? agent
    )
    {
        if (settings["PubkeyAuthentication"].Is("no"))
        {
            return new KeyOffer([], null);
        }

        var doubts = new List<string?>
        {
            settings["PubkeyAuthentication"].Unsure,
            settings["IdentityFile"].Unsure,
            settings["CertificateFile"].Unsure,
            settings["IdentitiesOnly"].Unsure,
            settings["IdentityAgent"].Unsure,
        };
        var files = Files(settings, look, doubts).ToList();
        var offered = Certificates(settings, look, doubts).ToList();
        if (!settings["IdentityAgent"].Is("none"))
        {
            doubts.Add(agent is null ? "the agent was not asked" : null);
            Agent(agent ?? [], settings["IdentitiesOnly"].Is("yes"), files, offered);
        }

        offered.AddRange(files);
        return new KeyOffer(
            [
                .. offered
                    .Where(one => IsAccepted(settings, one.Key))
                    .Select(
                        (one, index) =>
                            new OfferedKey(
                                index + 1,
                                one.Origin,
                                one.Name,
                                one.Key,
                                one.Problem,
                                one.Source
                            )
                    ),
            ],
            doubts.Find(doubt => doubt is not null)
        );
    }

    private static void Agent(
        ImmutableArray<AgentKey> agent,
        bool onlyConfigured,
        List<Candidate> files,
        List<Candidate> offered
    )
    {
        var others = new List<Candidate>();
        foreach (var held in agent)
        {
            if (files.Find(file => file.Key == held.Key) is { } file)
            {
                files.Remove(file);
                offered.Add(file with { Origin = OfferOrigin.AgentAndFile, Problem = null });
            }
            else if (!onlyConfigured)
            {
                others.Add(new Candidate(OfferOrigin.Agent, held.Comment, held.Key, null, null));
            }
        }

        offered.AddRange(others);
    }

    private static IEnumerable<Candidate> Files(
        ClientSettings settings,
        Func<string, ClientKeyFile> look,
        List<string?> doubts
    )
    {
        var withCertificates = settings["CertificateFile"].Lines.IsEmpty;
        foreach (var (path, source) in Paths(settings, "IdentityFile", doubts))
        {
            var seen = look(path);
            doubts.Add(
                seen is { Private: PrivateKeyState.Unknown, Public: null }
                    ? $"{path}: could not look"
                    : null
            );
            var problem = Problem(seen.Private);
            if (seen.Public is not null || seen.Private == PrivateKeyState.Usable)
            {
                yield return new Candidate(OfferOrigin.File, path, seen.Public, problem, source);
            }

            if (withCertificates && seen.Certificate is { } certificate)
            {
                yield return new Candidate(OfferOrigin.File, path, certificate, problem, source);
            }
        }
    }

    private static IEnumerable<Candidate> Certificates(
        ClientSettings settings,
        Func<string, ClientKeyFile> look,
        List<string?> doubts
    ) =>
        from named in Paths(settings, "CertificateFile", doubts)
        let seen = look(named.Path)
        let key = seen.Certificate ?? seen.Public
        where key is not null && IsCertificate(key)
        select new Candidate(OfferOrigin.Certificate, named.Path, key, null, named.Source);

    private static IEnumerable<(string Path, SshdSource? Source)> Paths(
        ClientSettings settings,
        string keyword,
        List<string?> doubts
    )
    {
        foreach (var line in settings[keyword].Lines)
        {
            if (line.Text.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (settings.Expand(line.Text, out var reason) is { } path)
            {
                yield return (path, line.Source);
            }
            else
            {
                doubts.Add(reason);
            }
        }
    }

    private static string? Problem(PrivateKeyState state) =>
        state switch
        {
            PrivateKeyState.TooOpen => "ssh ignores the private key: others may read it",
            PrivateKeyState.Absent => "there is no private key beside the public one",
            PrivateKeyState.Unreadable => "the user may not read the private key",
            _ => null,
        };

    /// <summary>PubkeyAcceptedAlgorithms takes keys away whose type has no algorithm in it.</summary>
    private static bool IsAccepted(ClientSettings settings, KnownKey? key)
    {
        var accepted = settings["PubkeyAcceptedAlgorithms"];
        if (key is null || !accepted.IsSure || accepted.Lines.IsEmpty)
        {
            return true;
        }

        var list = accepted.Value.Split(',');
        string[] algorithms = key.Type switch
        {
            "ssh-rsa" => ["ssh-rsa", "rsa-sha2-256", "rsa-sha2-512"],
            "ssh-rsa-cert-v01@openssh.com" =>
            [
                "ssh-rsa-cert-v01@openssh.com",
                "rsa-sha2-256-cert-v01@openssh.com",
                "rsa-sha2-512-cert-v01@openssh.com",
            ],
            var type => [type],
        };
        return algorithms.Intersect(list).Any();
    }

    private static bool IsCertificate(KnownKey key) =>
        key.Type.Contains("-cert-", StringComparison.Ordinal);
}
