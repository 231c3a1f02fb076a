using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>What a module may answer, as far as stacks tell answers apart.</summary>
public enum PamAnswer
{
    Unspecified = 0,
    Success,
    NewPasswordRequired,
    Ignore,
    UserUnknown,
    ModuleUnknown,

    /// <summary>Any refusal.</summary>
    Refused,
}

/// <summary>What a stack does with an answer.</summary>
public enum PamAction
{
    Unspecified = 0,
    Ignore,
    Ok,
    Done,
    Bad,
    Die,
    Reset,
    Jump,
}

/// <summary>A control value (pam.conf(5)): each answer's action. <c>Jump</c> is the number of modules to skip, 0 otherwise.</summary>
public sealed record PamControl(
    ImmutableDictionary<PamAnswer, (PamAction Action, int Jump)> Actions
)
{
    private static readonly string[] Words =
    [
        "required",
        "requisite",
        "sufficient",
        "optional",
        "include",
        "substack",
    ];

    /// <summary>Names of answers that only some control values tell apart: they are all refusals here.</summary>
    private static readonly string[] Refusals =
    [
        "auth_err",
        "perm_denied",
        "acct_expired",
        "authtok_expired",
        "session_err",
        "cred_insufficient",
        "maxtries",
        "system_err",
        "service_err",
        "authinfo_unavail",
    ];

    public static bool IsKnown(string control) =>
        control.StartsWith('[') ? control.EndsWith(']') : Words.Contains(control);

    public (PamAction Action, int Jump) On(PamAnswer answer) =>
        Actions.GetValueOrDefault(answer, (PamAction.Bad, 0));

    public static PamControl Parse(string control) =>
        control switch
        {
            "requisite" => Read("success=ok new_authtok_reqd=ok ignore=ignore default=die"),
            "sufficient" => Read("success=done new_authtok_reqd=done default=ignore"),
            "optional" => Read("success=ok new_authtok_reqd=ok default=ignore"),
            ['[', .. var inside, ']'] => Read(inside),
            _ => Read("success=ok new_authtok_reqd=ok ignore=ignore default=bad"),
        };

    private static PamControl Read(string pairs)
    {
        var said = new Dictionary<string, (PamAction, int)>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var pair in pairs.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var equals = pair.IndexOf('=');
            if (equals > 0)
            {
                said[pair[..equals]] = Action(pair[(equals + 1)..]);
            }
        }

        var rest = said.GetValueOrDefault("default", (PamAction.Bad, 0));
        (PamAction, int) Of(string name) => said.GetValueOrDefault(name, rest);
        return new PamControl(
            new Dictionary<PamAnswer, (PamAction, int)>
            {
                [PamAnswer.Success] = Of("success"),
                [PamAnswer.NewPasswordRequired] = Of("new_authtok_reqd"),
                [PamAnswer.Ignore] = Of("ignore"),
                [PamAnswer.UserUnknown] = Of("user_unknown"),
                [PamAnswer.ModuleUnknown] = Of("module_unknown"),
                // Where refusals are told apart, the mildest treatment counts: nothing is called certain that is not.
                [PamAnswer.Refused] = Refusals
                    .Select(name => said.GetValueOrDefault(name, rest))
                    .MinBy(action => action.Item1 is PamAction.Bad or PamAction.Die ? 1 : 0),
            }.ToImmutableDictionary()
        );
    }

    private static (PamAction, int) Action(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var jump)
            ? (jump == 0 ? PamAction.Ignore : PamAction.Jump, jump)
            : word.ToLowerInvariant() switch
            {
                "ignore" => (PamAction.Ignore, 0),
                "ok" => (PamAction.Ok, 0),
                "done" => (PamAction.Done, 0),
                "die" => (PamAction.Die, 0),
                "reset" => (PamAction.Reset, 0),
                _ => (PamAction.Bad, 0),
            };
}
