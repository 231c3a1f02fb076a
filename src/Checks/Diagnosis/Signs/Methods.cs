using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>How the two sides would authenticate.</summary>
internal static class Methods
{
    private static readonly (string Keyword, string Method)[] Switches =
    [
        ("PubkeyAuthentication", "publickey"),
        ("PasswordAuthentication", "password"),
        ("KbdInteractiveAuthentication", "keyboard-interactive"),
        ("GSSAPIAuthentication", "gssapi-with-mic"),
        ("HostbasedAuthentication", "hostbased"),
    ];

    /// <summary>What the server said it takes, else what its configuration says for this user and source.</summary>
    public static Known<IReadOnlyList<string>> Offered(DiagnosisCase asked)
    {
        var said =
            asked.Client.Transcript.First(SshDebugKind.CanContinue)
            ?? asked.Client.Transcript.First(SshDebugKind.PermissionDenied);
        if (said is not null)
        {
            return Known.Present<IReadOnlyList<string>>(
                [.. said.Last.Split(',', StringSplitOptions.RemoveEmptyEntries)],
                $"ssh -v, line {said.Number}"
            );
        }

        return asked.Server.Config.Select<IReadOnlyList<string>>(config =>
            [
                .. Switches
                    .Where(one => config.Find(one.Keyword) is { } setting && !setting.Is("no"))
                    .Select(one => one.Method),
            ]
        );
    }

    /// <summary>True where the client is known to have a key to offer.</summary>
    public static bool HasKeys(DiagnosisCase asked) =>
        asked.Client.Keys.Value is { Count: > 0 } keys
            ? keys.Any(key => key.Trouble.Length == 0)
            : asked.Client.Transcript.Has(SshDebugKind.WillAttempt)
                || asked.Client.Transcript.Has(SshDebugKind.Offering);

    /// <summary>True where the client is known to have no key at all, so that a password is all there is.</summary>
    public static bool WantsPassword(DiagnosisCase asked) =>
        asked.Client.Keys is { Value.Count: 0 }
        && !asked.Client.Transcript.Has(SshDebugKind.Offering)
        && asked.Client.Transcript.Has(SshDebugKind.PermissionDenied);

    public static bool TakesPasswords(IReadOnlyList<string> methods) =>
        methods.Any(method => method is "password" or "keyboard-interactive");

    /// <summary>True where no chain of AuthenticationMethods is content with one method.</summary>
    public static bool NeedsMore(string chains) =>
        chains != "any"
        && chains
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(chain => chain.Contains(',', StringComparison.Ordinal));
}
