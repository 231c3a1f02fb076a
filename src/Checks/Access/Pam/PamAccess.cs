using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Access.Pam;

/// <summary>The answer of access.conf.</summary>
public enum AccessAnswer
{
    Unspecified = 0,
    Granted,
    Denied,

    /// <summary>It depends on what files do not say: netgroups, names that DNS resolves.</summary>
    Unknown,
}

/// <param name="Answer">Whether the login passes.</param>
/// <param name="By">The rule that decides; null where none does, and access is granted.</param>
public readonly record struct AccessVerdict(AccessAnswer Answer, AccessRule? By);

/// <summary>pam_access' decision (<c>pam_access.c</c>): the first rule whose users and origins match, granted where none does. Pure.</summary>
/// <param name="Rules">Of all files, in order.</param>
/// <param name="User">The account.</param>
/// <param name="Groups">Its groups by name.</param>
/// <param name="GroupsNeedParentheses">pam_access' <c>nodefgroup</c>: a bare name is a user only.</param>
public sealed record PamAccess(
    ImmutableArray<AccessRule> Rules,
    string User,
    ImmutableArray<string> Groups,
    bool GroupsNeedParentheses = false
)
{
    private static readonly string[] NeverRemote = ["LOCAL", "NONE", "cron", "crond"];

    /// <summary>For a login from an address.</summary>
    public AccessVerdict From(IPAddress address)
    {
        foreach (var rule in Rules)
        {
            var users = List(rule.Users, IsUser);
            var origins = users == false ? false : List(rule.Origins, o => IsOrigin(o, address));
            if (users == true && origins == true)
            {
                return new(rule.Grants ? AccessAnswer.Granted : AccessAnswer.Denied, rule);
            }

            if (users != false && origins != false)
            {
                return new(AccessAnswer.Unknown, rule);
            }
        }

        return new(AccessAnswer.Granted, null);
    }

    /// <summary>For a login from anywhere: denied only where that is certain for every remote origin; unknown where some origin may be granted.</summary>
    public AccessVerdict FromAnywhere()
    {
        foreach (var rule in Rules)
        {
            var users = List(rule.Users, IsUser);
            if (users == false || rule.Origins.All(IsNeverRemote))
            {
                continue;
            }

            if (rule.Grants)
            {
                return users == true && IsEverywhere(rule)
                    ? new(AccessAnswer.Granted, rule)
                    : new(AccessAnswer.Unknown, rule);
            }

            if (users == true && IsEverywhere(rule))
            {
                return new(AccessAnswer.Denied, rule);
            }
        }

        return new(AccessAnswer.Granted, null);
    }

    private static bool IsEverywhere(AccessRule rule) =>
        rule.Origins.Contains("ALL", StringComparer.OrdinalIgnoreCase)
        && !rule.Origins.Contains("EXCEPT", StringComparer.OrdinalIgnoreCase);

    private static bool IsNeverRemote(string origin) =>
        NeverRemote.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || origin.StartsWith(':')
        || origin.StartsWith("tty", StringComparison.Ordinal);

    /// <summary>A list matches where a token before EXCEPT does and the list behind it does not. Null: not known.</summary>
    private static bool? List(ImmutableArray<string> tokens, Func<string, bool?> matches)
    {
        var except = tokens.FindIndex(0, "EXCEPT");
        var answers = tokens.Take(except < 0 ? tokens.Length : except).Select(matches).ToList();
        var hit =
            answers.Contains(true) ? true
            : answers.Contains(null) ? (bool?)null
            : false;
        if (except < 0 || hit == false)
        {
            return hit;
        }

        return List(tokens[(except + 1)..], matches) switch
        {
            true => false,
            false => hit,
            null => null,
        };
    }

    private bool? IsUser(string token)
    {
        if (token.StartsWith('@') || token.IndexOf('@', 1) > 0)
        {
            // A netgroup, or a user at a host that this one may be.
            return token[0] != '@' && !IsSame(token[..token.IndexOf('@', 1)], User) ? false : null;
        }

        return token is ['(', .. var group, ')']
            ? Groups.Contains(group)
            : IsAll(token)
                || IsSame(token, User)
                || (!GroupsNeedParentheses && Groups.Contains(token));
    }

    private static bool? IsOrigin(string token, IPAddress address)
    {
        if (IsAll(token))
        {
            return true;
        }

        if (IsNeverRemote(token))
        {
            return false;
        }

        var text = address.ToString();
        return token.EndsWith('.') ? text.StartsWith(token, StringComparison.Ordinal)
            : token.Contains('/') ? PamNetwork.Contains(token, address)
            : IPAddress.TryParse(token, out var one) ? one.Equals(address)
            // A name, a domain or a netgroup: the resolver knows.
            : null;
    }

    private static bool IsAll(string token) => IsSame(token, "ALL");

    private static bool IsSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

file static class Tokens
{
    public static int FindIndex(this ImmutableArray<string> tokens, int from, string word)
    {
        for (var at = from; at < tokens.Length; at++)
        {
            if (tokens[at].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return -1;
    }
}
