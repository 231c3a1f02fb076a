using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>From what is set to what counts: built-in values, lists put together, <c>none</c> taken for nothing.</summary>
internal static class ClientResult
{
    private const string Build = "the built-in value depends on who built this ssh";

    public static ClientSetting Of(
        ClientKeyword keyword,
        ClientState state,
        ClientTokens tokens,
        OpenSshVersion version
    )
    {
        var set = keyword.Name switch
        {
            "Hostname" => tokens.Host is { } host
                ?
                [
                    new ClientEffectiveLine(
                        host,
                        state["Hostname"] is [var own] ? own.Source : null
                    ),
                ]
                : [],
            "RekeyLimit" => state.Rekey,
            _ => state[keyword.Name],
        };
        var doubt =
            keyword.Name == "Hostname" && tokens.Host is null
                ? state.Doubt("Hostname") ?? "the canonical name is not known"
            : keyword.Name is "ProxyCommand" or "ProxyJump"
                ? state.Doubt("ProxyJump") ?? state.Doubt("ProxyCommand")
            : state.Doubt(keyword.Name);
        if (keyword.Kind == ClientValueKind.Algorithms)
        {
            return Algorithms(keyword, set, doubt, version);
        }

        if (set.IsEmpty)
        {
            var builtIn = ClientDefaults.Of(keyword, state, tokens.Question, version);
            return new ClientSetting(
                keyword.Name,
                [.. builtIn.Select(text => new ClientEffectiveLine(text, null))],
                doubt ?? (keyword.DependsOnBuild ? Build : null)
            );
        }

        if (
            state["ClearAllForwardings"] is [{ Text: "yes" }]
            && (keyword.Kind == ClientValueKind.Forward || keyword.Name == "Tunnel")
        )
        {
            return new ClientSetting(
                keyword.Name,
                keyword.Default is { } none ? [new ClientEffectiveLine(none, null)] : [],
                doubt ?? state.Doubt("ClearAllForwardings")
            );
        }

        var isNone =
            keyword.NoneIsUnset
            && set is [{ Text: var only }]
            && only.Equals("none", StringComparison.OrdinalIgnoreCase);
        return new ClientSetting(keyword.Name, isNone ? [] : set, doubt);
    }

    private static ClientSetting Algorithms(
        ClientKeyword keyword,
        ImmutableArray<ClientEffectiveLine> set,
        string? doubt,
        OpenSshVersion version
    )
    {
        var builtIn = ClientAlgorithms.Default(keyword.Name, version);
        var list = set is [var line] ? ClientAlgorithms.Assemble(line.Text, builtIn) : builtIn;
        return new ClientSetting(
            keyword.Name,
            list is null
                ? []
                : [new ClientEffectiveLine(list, set is [var from] ? from.Source : null)],
            doubt
                ?? (
                    list is null
                        ? "the algorithms that this release has built in are not known"
                        : null
                )
        );
    }
}
