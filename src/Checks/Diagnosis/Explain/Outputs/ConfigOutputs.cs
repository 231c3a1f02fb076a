using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What <c>sshd -T</c> prints, all of it or some lines (sshd(8)): keywords in lower case.</summary>
internal static class ConfigOutputs
{
    private static readonly string[] Lists =
    [
        "allowusers",
        "denyusers",
        "allowgroups",
        "denygroups",
    ];

    private static readonly string[] Known =
    [
        .. Lists,
        "permitrootlogin",
        "pubkeyauthentication",
        "passwordauthentication",
        "kbdinteractiveauthentication",
        "authenticationmethods",
        "authorizedkeysfile",
        "maxstartups",
        "usepam",
        "strictmodes",
        "forcecommand",
        "chrootdirectory",
    ];

    /// <summary>Null where no line is one of them.</summary>
    public static Sign? Read(string text)
    {
        var values = PastedLines
            .Of(text)
            .Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2 && Known.Contains(words[0]))
            .ToLookup(words => words[0], words => words[1]);
        return values.Count == 0 ? null : OutputReader.Sign("sshd -T", Of(values));
    }

    private static Meaning Of(ILookup<string, string> values)
    {
        bool Is(string keyword, string value) => values[keyword].FirstOrDefault() == value;
        List<Suspect> suspects =
        [
            .. If(Is("pubkeyauthentication", "no"), "method.publickey_off", Confidence.Likely),
            .. If(
                values["authenticationmethods"].Any(chain => chain.Contains(',')),
                "method.second_factor",
                Confidence.Likely
            ),
            .. If(Is("passwordauthentication", "no"), "method.password_off", Confidence.Possible),
            .. If(Lists.Any(values.Contains), "user.lists", Confidence.Possible),
            .. If(Is("permitrootlogin", "no"), "user.root", Confidence.Possible),
        ];
        return suspects.Count == 0
            ? Meaning.Good("Settings of sshd; none of them keeps anybody out.")
            : new Meaning(
                "Settings of sshd that keep some logins out; whether they are this one depends on its user and method.",
                [.. suspects]
            );
    }

    private static IEnumerable<Suspect> If(bool holds, string cause, Confidence confidence) =>
        holds ? [new Suspect(cause, confidence)] : [];
}
