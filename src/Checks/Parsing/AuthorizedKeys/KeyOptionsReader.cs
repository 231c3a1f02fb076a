namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>Reads options as <c>sshauthopt_parse</c> does: whatever it does not know or cannot read makes the whole line void.</summary>
public static class KeyOptionsReader
{
    private static readonly (string Name, KeyPermits Permit)[] Permits =
    [
        ("port-forwarding", KeyPermits.PortForwarding),
        ("agent-forwarding", KeyPermits.AgentForwarding),
        ("x11-forwarding", KeyPermits.X11Forwarding),
        ("pty", KeyPermits.Pty),
        ("user-rc", KeyPermits.UserRc),
    ];

    private static readonly string[] Valued =
    [
        "command",
        "principals",
        "from",
        "expiry-time",
        "environment",
        "permitopen",
        "permitlisten",
        "tunnel",
    ];

    /// <summary>The options up to the first blank outside quotes; null with the reason where sshd would ignore the line.</summary>
    public static KeyOptions? Read(string text, out string error)
    {
        var words = new OptionWords(text);
        var options = KeyOptions.None;
        error = "";
        while (!words.IsAtEnd)
        {
            if (Flag(ref words, options) is { } flagged)
            {
                options = flagged;
            }
            else if (Name(ref words) is { } name)
            {
                if (Value(name, ref words, options, out error) is not { } next)
                {
                    return null;
                }

                options = next;
            }

            if (words.IsAtEnd)
            {
                return options;
            }

            if (!words.Comma())
            {
                error = "unknown or malformed option";
                return null;
            }

            if (words.IsEmpty)
            {
                error = "the options end with a comma";
                return null;
            }
        }

        return options;
    }

    private static string? Name(ref OptionWords words)
    {
        foreach (var name in Valued)
        {
            if (words.Name(name))
            {
                return name;
            }
        }

        return null;
    }

    private static KeyOptions? Flag(ref OptionWords words, KeyOptions options)
    {
        if (words.Flag("restrict", negatable: false) is not null)
        {
            return options with { Restricted = true, Permits = KeyPermits.None };
        }

        if (words.Flag("cert-authority", negatable: false) is not null)
        {
            return options with { IsCertificateAuthority = true };
        }

        foreach (var (name, permit) in Permits)
        {
            if (words.Flag(name, negatable: true) is { } on)
            {
                return options with
                {
                    Permits = on ? options.Permits | permit : options.Permits & ~permit,
                };
            }
        }

        return words.Flag("touch-required", negatable: true) is { } touch
                ? options with
                {
                    TouchRequired = touch,
                }
            : words.Flag("verify-required", negatable: true) is { } verify
                ? options with
                {
                    VerifyRequired = verify,
                }
            : null;
    }

    private static KeyOptions? Value(
        string name,
        ref OptionWords words,
        KeyOptions options,
        out string error
    )
    {
        if (words.Quoted() is not { } value)
        {
            error = $"{name} needs a value in double quotes";
            return null;
        }

        error = KeyOptionValues.Error(name, value, options) ?? "";
        return error.Length > 0 ? null : KeyOptionValues.With(name, value, options);
    }
}
