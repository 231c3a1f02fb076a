using System.Collections.Immutable;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Access.Pam;

/// <summary>
/// How libpam walks a stack (<c>pam_dispatch.c</c>), for all answers that modules may give at once: whether a stack can end well at all. What is not known of a module is
/// every answer it could give, so "cannot end well" is certain.
/// </summary>
public static class PamDispatch
{
    /// <summary>Every answer of a module that is not looked into.</summary>
    public static ImmutableArray<PamAnswer> Any { get; } =
    [
        PamAnswer.Success,
        PamAnswer.NewPasswordRequired,
        PamAnswer.Ignore,
        PamAnswer.UserUnknown,
        PamAnswer.Refused,
    ];

    private enum Impression
    {
        Undefined,
        Positive,
        Negative,
    }

    /// <summary>True where some answers of the modules let the stack succeed.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="answers">The answers a module may give.</param>
    public static bool CanSucceed(
        PamStack stack,
        Func<PamModule, ImmutableArray<PamAnswer>> answers
    )
    {
        var reached = new HashSet<(int At, Impression Impression)>();
        var open = new Stack<(int At, Impression Impression)>();
        open.Push((0, Impression.Undefined));
        while (open.TryPop(out var state))
        {
            if (!reached.Add(state))
            {
                continue;
            }

            if (state.At >= stack.Modules.Length)
            {
                if (state.Impression == Impression.Positive)
                {
                    return true;
                }

                continue;
            }

            foreach (var next in Next(stack, state, answers))
            {
                open.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<(int At, Impression Impression)> Next(
        PamStack stack,
        (int At, Impression Impression) state,
        Func<PamModule, ImmutableArray<PamAnswer>> answers
    )
    {
        var module = stack.Modules[state.At];
        if (module.MustFail)
        {
            yield return (state.At + 1, Impression.Negative);
            yield break;
        }

        var control = PamControl.Parse(module.Line.Control);
        foreach (var answer in answers(module))
        {
            var (action, jump) = control.On(answer);
            var good =
                state.Impression == Impression.Negative ? Impression.Negative : Impression.Positive;
            yield return action switch
            {
                PamAction.Ok => (state.At + 1, good),
                PamAction.Done => (
                    good == Impression.Positive ? Behind(stack, state.At) : state.At + 1,
                    good
                ),
                PamAction.Bad => (state.At + 1, Impression.Negative),
                PamAction.Die => (Behind(stack, state.At), Impression.Negative),
                PamAction.Jump => (Skip(stack, state.At, jump), state.Impression),
                // Inside a substack the state before it comes back, which may have been good.
                PamAction.Reset => (
                    state.At + 1,
                    module.Level > 0 ? Impression.Positive : Impression.Undefined
                ),
                _ => (state.At + 1, state.Impression),
            };
        }
    }

    /// <summary>A decision ends the substack it is made in.</summary>
    private static int Behind(PamStack stack, int at)
    {
        var level = stack.Modules[at].Level;
        do
        {
            at++;
        } while (at < stack.Modules.Length && stack.Modules[at].Level >= level && level > 0);

        return level == 0 ? stack.Modules.Length : at;
    }

    /// <summary>A jump counts a whole substack as one module.</summary>
    private static int Skip(PamStack stack, int at, int jump)
    {
        var level = stack.Modules[at].Level;
        at++;
        while (jump-- > 0 && at < stack.Modules.Length && stack.Modules[at].Level >= level)
        {
            do
            {
                at++;
            } while (at < stack.Modules.Length && stack.Modules[at].Level > level);
        }

        return at;
    }
}
