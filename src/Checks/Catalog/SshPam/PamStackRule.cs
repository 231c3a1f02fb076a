using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>Stacks that end badly whoever comes.</summary>
public sealed class PamStackRule : Rule
{
    private static readonly (PamType Type, string Who)[] Stages =
    [
        (PamType.Auth, "nobody can log in with a password"),
        (PamType.Account, "nobody can log in"),
        (PamType.Session, "nobody gets a session"),
    ];

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.pam/stack",
            Title = "Every stage of PAM lets somebody through",
            Severity = Severity.Critical,
            Rationale =
                "A module that is not installed, an included file that is gone, a misspelt control value or a pam_deny that nothing jumps over makes a whole stage fail for everybody, root and keys included: sshd says "
                + "\"Access denied for user by PAM account configuration\" or the session closes at once. Running sessions do not notice. Passwords alone need the stage auth.",
            Reads = ["pam_stack/*", "pam_module/*", "pam_file/**"],
            References = ["pam.conf(5)", "sshd_config(5) UsePAM"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var service = PamService.From(input);
        foreach (var (type, who) in Stages)
        {
            var subject = type.ToString().ToLowerInvariant();
            var coverage = input[SshPamCheck.Id].CoverageOf(PamKey.FilePrefix);
            yield return (
                service is null
                    ? Finding(
                        Outcome.Unknown,
                        subject,
                        $"the {subject} stage is not known: {coverage.Reason}"
                    )
                : type == PamType.Auth && !AsksForPasswords(input)
                    ? Finding(Outcome.NotApplicable, subject, "no passwords are asked for")
                : Judge(service, service.Stack(type), subject, who)
            ) with
            {
                Keys = [PamKey.Stack(type)],
            };
        }
    }

    private Finding Judge(PamService service, PamStack stack, string subject, string who)
    {
        if (PamDispatch.CanSucceed(stack, service.Answers))
        {
            return Finding(Outcome.Pass, subject, $"the {subject} stage lets somebody through");
        }

        if (Culprit(service, stack) is not { } culprit)
        {
            return Finding(
                Outcome.Fail,
                subject,
                $"{who}: the {subject} stage of PAM always fails"
            );
        }

        var why =
            culprit.Line.Error is { } error ? error
            : culprit.Line.IsInclude ? $"the file {culprit.Line.Module} does not exist"
            : service.IsMissing(culprit) ? $"{culprit.Line.Module} is not installed"
            : $"{culprit.Name} refuses everybody";
        return Finding(Outcome.Fail, subject, $"{who}: {why} ({culprit.Source})") with
        {
            Source = culprit.Source,
            Remedy =
                culprit.MustFail || service.IsMissing(culprit)
                    ? [$"sed -i '{culprit.Line.Line}s/^/#/' {ShellWord.Quote(culprit.File)}"]
                    : [],
        };
    }

    /// <summary>The first module without whose refusal the stack could succeed.</summary>
    private static PamModule? Culprit(PamService service, PamStack stack)
    {
        for (var at = 0; at < stack.Modules.Length; at++)
        {
            var module = stack.Modules[at];
            var harmless = module with
            {
                Line = new PamLine(module.Line.Line, stack.Type, "optional", "pam_permit.so", []),
            };
            var mended = stack with { Modules = stack.Modules.SetItem(at, harmless) };
            if (
                PamDispatch.CanSucceed(
                    mended,
                    one =>
                        one == harmless
                            ? [PamAnswer.Ignore, PamAnswer.Success]
                            : service.Answers(one)
                ) && (module.MustFail || service.IsMissing(module) || module.Name == "pam_deny.so")
            )
            {
                return module;
            }
        }

        return null;
    }

    private static bool AsksForPasswords(JudgeInput input)
    {
        Reading Of(string keyword) => input["ssh.config"].Read($"sshd_config/{keyword}");
        return !(
            Of("PasswordAuthentication").Is("no") && Of("KbdInteractiveAuthentication").Is("no")
        );
    }
}
