using System.Collections.Immutable;

namespace Fleet.Checks.Access.Logins;

/// <summary>Whether sshd offers the method, lets root use it, and is content with it (AuthenticationMethods).</summary>
internal static class MethodGates
{
    public static IEnumerable<LoginDecision> Decide(Attempt attempt)
    {
        if (attempt.IsRoot)
        {
            yield return Root(attempt);
        }

        yield return Offered(attempt);
        yield return Sufficient(attempt);
    }

    /// <summary><c>auth_root_allowed</c>, asked of every account whose uid is 0.</summary>
    private static LoginDecision Root(Attempt attempt)
    {
        const string keyword = "PermitRootLogin";
        var value = attempt.Value(keyword);
        var isKey = attempt.Means.SshName is not ("password" or "keyboard-interactive");
        var (verdict, words) = value switch
        {
            "yes" => (LoginVerdict.Yes, "PermitRootLogin is yes"),
            "no" => (LoginVerdict.No, "PermitRootLogin is no"),
            "forced-commands-only" => attempt.Means.Method switch
            {
                LoginMethod.Key => attempt.Means.Line?.Options.Command is null
                    ? (LoginVerdict.No, "PermitRootLogin wants a forced command on the key")
                    : (LoginVerdict.Yes, "the key has a forced command"),
                LoginMethod.Certificate or LoginMethod.KeysCommand or LoginMethod.UnseenKeys => (
                    LoginVerdict.Unknown,
                    "PermitRootLogin wants a forced command"
                ),
                _ => (LoginVerdict.No, "PermitRootLogin wants a key with a forced command"),
            },
            "" => (LoginVerdict.Unknown, "PermitRootLogin cannot be told"),
            _ => isKey
                ? (LoginVerdict.Yes, $"PermitRootLogin is {value}")
                : (LoginVerdict.No, $"PermitRootLogin is {value}"),
        };
        return new(LoginGate.RootLogin, verdict, words, attempt.Place(keyword));
    }

    private static LoginDecision Offered(Attempt attempt)
    {
        var keyword = attempt.Means.SshName switch
        {
            "password" => "PasswordAuthentication",
            "keyboard-interactive" => "KbdInteractiveAuthentication",
            "hostbased" => "HostbasedAuthentication",
            "gssapi-with-mic" => "GSSAPIAuthentication",
            _ => "PubkeyAuthentication",
        };
        var value = attempt.Value(keyword);
        return new(
            LoginGate.Method,
            value == "no" || (value.Length == 0 && attempt.Effective.IsSure(keyword))
                    ? LoginVerdict.No
                : value.Length == 0 ? LoginVerdict.Unknown
                : LoginVerdict.Yes,
            value.Length == 0 ? $"{keyword} is not set" : $"{keyword} is {value}",
            attempt.Place(keyword)
        );
    }

    private static LoginDecision Sufficient(Attempt attempt)
    {
        const string keyword = "AuthenticationMethods";
        var value = attempt.Value(keyword);
        var place = attempt.Place(keyword);
        if (value == "any")
        {
            return new(LoginGate.Method, LoginVerdict.Yes, "one method is enough");
        }

        if (value.Length == 0)
        {
            return new(LoginGate.Method, LoginVerdict.Unknown, $"{keyword} cannot be told");
        }

        var chains = value
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(chain => chain.Split(',').Select(one => one.Split(':')[0]).ToImmutableArray())
            .Where(chain => chain.Contains(attempt.Means.SshName))
            .Select(chain => Chain(attempt, chain.Remove(attempt.Means.SshName), place))
            .ToList();
        return chains.Find(one => one.Verdict == LoginVerdict.Yes)
            ?? chains.Find(one => one.Verdict == LoginVerdict.Unknown)
            ?? chains.FirstOrDefault()
            ?? new(LoginGate.Method, LoginVerdict.No, $"{keyword} asks for {value}", place);
    }

    /// <summary>What else the chain asks for: it must be there too.</summary>
    private static LoginDecision Chain(Attempt attempt, ImmutableArray<string> others, string place)
    {
        var verdict = LoginVerdict.Yes;
        foreach (var other in others.Distinct())
        {
            var next = other switch
            {
                "publickey" => OtherKeys(attempt, others.Count(one => one == other)),
                "password" => Password(attempt, LoginMethod.Password),
                "keyboard-interactive" => Password(attempt, LoginMethod.KeyboardInteractive),
                _ => LoginVerdict.Unknown,
            };
            verdict =
                next == LoginVerdict.No || verdict == LoginVerdict.No ? LoginVerdict.No
                : next == LoginVerdict.Unknown ? next
                : verdict;
        }

        return new(
            LoginGate.Method,
            verdict,
            others.IsEmpty
                ? "AuthenticationMethods is content with it"
                : $"AuthenticationMethods asks for {string.Join(" and ", others)} besides",
            place
        );
    }

    /// <summary>Each key counts once.</summary>
    private static LoginVerdict OtherKeys(Attempt attempt, int needed)
    {
        var others = attempt
            .Account.KeyFiles.SelectMany(file =>
                file.Keys.Keys.Select(line => LoginMeans.Of(file, line))
            )
            .Where(means =>
                means.Method == LoginMethod.Key && means.Fingerprint != attempt.Means.Fingerprint
            )
            .DistinctBy(means => means.Fingerprint)
            .Select(means =>
                new LoginAnswer([.. KeyGates.Decide(attempt with { Means = means })]).Verdict
            )
            .ToList();
        return others.Count(one => one == LoginVerdict.Yes) >= needed ? LoginVerdict.Yes
            : attempt.Account.KeysUnknown is not null
            || others.Count(one => one != LoginVerdict.No) >= needed
                ? LoginVerdict.Unknown
            : LoginVerdict.No;
    }

    private static LoginVerdict Password(Attempt attempt, LoginMethod method)
    {
        var other = attempt with { Means = new LoginMeans(method) };
        LoginDecision[] decisions =
        [
            Offered(other),
            PasswordGate.Decide(other),
            .. attempt.IsRoot ? (LoginDecision[])[Root(other)] : [],
        ];
        return new LoginAnswer([.. decisions]).Verdict;
    }
}
