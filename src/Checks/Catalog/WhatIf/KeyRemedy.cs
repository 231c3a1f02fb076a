using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Logins;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>Gives an account a key, or changes the line of one that is not good for what was asked.</summary>
internal static class KeyRemedy
{
    private const string Placeholder = "PUBLIC-KEY-LINE";

    public static ImmutableArray<string> Of(
        WantedLogin wanted,
        LoginMeans? means,
        LoginDecision gate
    )
    {
        if (gate.Words.StartsWith("PubkeyAcceptedAlgorithms ", StringComparison.Ordinal))
        {
            return SettingRemedy.Of(wanted, gate, "PubkeyAcceptedAlgorithms", $"+{means?.KeyType}");
        }

        if (
            gate.Words.Contains("RSA key of", StringComparison.Ordinal)
            || means?.KeyType == "ssh-dss"
        )
        {
            return ["ssh-keygen -t ed25519", .. Add(wanted, Placeholder)];
        }

        if (means?.Line is { } line && means.File is { } file)
        {
            var at = line.Line.ToString(CultureInfo.InvariantCulture);
            var path = ShellWord.Quote(file.Path);
            return gate.Words.StartsWith("the key is good from ", StringComparison.Ordinal)
                && wanted.Source is { } source
                    ? [$"sed -i -E '{at}s/from=\"/from=\"{source},/I' {path}"]
                : gate.Words.StartsWith("it expired at ", StringComparison.Ordinal)
                    ?
                    [
                        $"sed -i -E '{at}s/expiry-time=\"[^\"]*\"/expiry-time=\"'\"$(date -d '+1 year' +%Y%m%d)\"'\"/I' {path}",
                    ]
                : [];
        }

        return means is null
            ? Add(wanted, wanted.KeyLine.Length > 0 ? wanted.KeyLine : Placeholder)
            : [];
    }

    /// <summary>The account's first key file that sshd looks at; where none is there, the usual one.</summary>
    private static ImmutableArray<string> Add(WantedLogin wanted, string key)
    {
        var user = ShellWord.Quote(wanted.User);
        var known = wanted
            .Host.Accounts.FirstOrDefault(account => account.Name == wanted.User)
            ?.KeyFiles;
        return known is [var file, ..]
                ? [$"echo {ShellWord.Quote(key)} >> {ShellWord.Quote(file.Path)}"]
            : LoginRemedy.IsPlain(wanted.User)
                ?
                [
                    $"install -d -m 700 -o {user} ~{wanted.User}/.ssh",
                    $"echo {ShellWord.Quote(key)} >> ~{wanted.User}/.ssh/authorized_keys && chown {user} ~{wanted.User}/.ssh/authorized_keys && chmod 600 ~{wanted.User}/.ssh/authorized_keys",
                ]
            : [];
    }
}
