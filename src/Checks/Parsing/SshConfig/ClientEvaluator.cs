using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>
/// From files to effective values for one call of ssh, as ssh does it: the command line, the user's file, the system's, the first value wins; a second reading where
/// <c>Match final</c> or CanonicalizeHostname asks for it; built-in values last. <c>Match exec</c> is never run: what it decides is unsure.
/// </summary>
public static class ClientEvaluator
{
    /// <summary>The effective values.</summary>
    /// <param name="files">The user's configuration, then the system's; those that exist.</param>
    /// <param name="question">The call.</param>
    /// <param name="version">The release whose built-in values apply.</param>
    public static ClientSettings Evaluate(
        ImmutableArray<ClientConfiguration> files,
        ClientQuestion question,
        OpenSshVersion version
    )
    {
        var state = new ClientState();
        CommandLine(state, question);
        var first = Read(files, question, state, question.Host, isFinal: false);
        ForCanonicalization(state);
        var host = ClientHost.Of(state, question.Host);
        var canonicalizes =
            state["CanonicalizeHostname"] is [var canonical] && canonical.Text != "no";
        if (host is not null && ClientHost.MayChange(state, host))
        {
            host = question.CanonicalName;
        }

        if (first.WantsFinal || canonicalizes)
        {
            if (host is not null)
            {
                state.Set("Hostname", host);
            }

            Read(files, question, state, host, isFinal: true);
        }

        var tokens = Tokens(question, state, host);
        return new ClientSettings(
            ClientKeywords.WithValue.Select(keyword =>
                ClientResult.Of(keyword, state, tokens, version)
            ),
            tokens,
            [.. files.SelectMany(file => file.Errors), .. first.Errors]
        );
    }

    private static void CommandLine(ClientState state, ClientQuestion question)
    {
        if (question.User is { } user)
        {
            state.Set("User", user);
        }

        if (question.Port is { } port)
        {
            state.Set("Port", port.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>These three take their built-in values before the second reading, which then sets them no more.</summary>
    private static void ForCanonicalization(ClientState state)
    {
        foreach (
            var place in (string[])
                ["CanonicalizeHostname", "CanonicalizeMaxDots", "CanonicalizeFallbackLocal"]
        )
        {
            if (state[place].IsEmpty)
            {
                state.Set(place, ClientKeywords.Find(place)!.Default!);
            }
        }
    }

    private static ClientPass Read(
        ImmutableArray<ClientConfiguration> files,
        ClientQuestion question,
        ClientState state,
        string? host,
        bool isFinal
    )
    {
        var pass = new ClientPass(question, state, host, isFinal);
        foreach (var file in files)
        {
            pass.Run(file);
        }

        return pass;
    }

    private static ClientTokens Tokens(ClientQuestion question, ClientState state, string? host)
    {
        string? Sure(string place, string? other) =>
            state.Doubt(place) is not null ? null
            : state[place] is [var set] ? set.Text
            : other;
        var jump = Sure("ProxyJump", "none") ?? "none";
        return new ClientTokens(question)
        {
            Host = host,
            Port = Sure("Port", "22"),
            User = Sure("User", question.LocalUser.Name),
            KeyName = Sure("HostKeyAlias", question.Host),
            Jump = jump == "none" ? "" : jump,
        };
    }
}
