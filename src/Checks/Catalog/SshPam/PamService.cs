using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>PAM for sshd as facts and documents tell it.</summary>
internal sealed class PamService
{
    /// <summary>Where a service's file is looked for, in order.</summary>
    public static readonly ImmutableArray<string> Folders = ["/etc/pam.d", "/usr/lib/pam.d"];

    private readonly JudgeInput _input;
    private readonly CheckFacts _facts;

    private PamService(JudgeInput input) => (_input, _facts) = (input, input[SshPamCheck.Id]);

    /// <summary>Null where the stacks are not known, or PAM is not asked.</summary>
    public static PamService? From(JudgeInput input)
    {
        var facts = input[SshPamCheck.Id];
        return
            facts.Status == RunStatus.Ran
            && facts.Read(PamKey.Stack(PamType.Account)).IsPresent
            && facts.CoverageOf(PamKey.FilePrefix).IsCertain
            ? new PamService(input)
            : null;
    }

    public PamStack Stack(PamType type) =>
        PamStack.Build("sshd", type, name => Find(name, Text) is { } found ? found : null);

    /// <summary>True where the account stage asks the module.</summary>
    public bool AsksForAccounts(string module) => Stack(PamType.Account).Has(module);

    /// <summary>False where pam_unix is not asked about accounts, or leaves ageing aside for who did not come with a password.</summary>
    public bool AsksKeysForAgeing =>
        Stack(PamType.Account)
            .Modules.Any(module =>
                module.Name == "pam_unix.so" && !module.Line.Arguments.Contains("no_pass_expiry")
            );

    /// <summary>True where a home that is missing is made at the login.</summary>
    public bool MakesHomes =>
        Stack(PamType.Session)
            .Modules.Any(module => module.Name is "pam_mkhomedir.so" or "pam_oddjob_mkhomedir.so");

    /// <summary>A file's text; null where it is not there now.</summary>
    public string? Text(string path) =>
        _facts.Read(PamKey.File(path)).IsPresent
        && _input.Documents.TryGetValue(path, out var document)
            ? document.Body
            : null;

    /// <summary>Files of a folder that are there now, in byte order.</summary>
    public IEnumerable<(string Path, string Text)> TextsIn(string folder) =>
        _facts
            .Under(PamKey.File(folder))
            .Where(held => !held.IsStale)
            .Select(held => Uri.UnescapeDataString(held.Fact.Key[PamKey.FilePrefix.Length..]))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Text(path) ?? ""));

    /// <summary>What a module may answer, as far as that does not depend on the account.</summary>
    public ImmutableArray<PamAnswer> Answers(PamModule module) =>
        IsMissing(module)
            ? [PamAnswer.ModuleUnknown]
            : module.Name switch
            {
                "pam_deny.so" => [PamAnswer.Refused],
                "pam_permit.so" => [PamAnswer.Success],
                _ => PamDispatch.Any,
            };

    public bool IsMissing(PamModule module) =>
        !module.Line.IsInclude && _facts.Read(PamKey.Module(module.Line.Module)).Is(PamKey.Missing);

    /// <summary>The first module of a name that, refusing, makes the whole stack fail; null where none does.</summary>
    public PamModule? Refusing(PamStack stack, string module) =>
        stack.Modules.FirstOrDefault(one => one.Name == module && Refuses(stack, one));

    /// <summary>True where the stack fails once this module refuses.</summary>
    public bool Refuses(PamStack stack, PamModule module) =>
        PamDispatch.CanSucceed(stack, Answers)
        && !PamDispatch.CanSucceed(
            stack,
            one => one == module ? [PamAnswer.Refused] : Answers(one)
        );

    /// <summary>The file for a name as includes have it.</summary>
    public static (string Path, PamFile File)? Find(string name, Func<string, string?> text)
    {
        foreach (var path in Paths(name))
        {
            if (text(path) is { } body)
            {
                return (path, PamFile.Parse(body));
            }
        }

        return null;
    }

    public static IEnumerable<string> Paths(string name) =>
        name.StartsWith('/') ? [name] : Folders.Select(folder => $"{folder}/{name}");
}
