using System.Collections.Immutable;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Access.Pam;

/// <summary>One module in the order in which a service asks them.</summary>
/// <param name="Line">The line.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Level">How many substacks it is inside of.</param>
public sealed record PamModule(PamLine Line, string File, int Level)
{
    /// <summary>The module's file name: <c>pam_unix.so</c>.</summary>
    public string Name => Line.Module[(Line.Module.LastIndexOf('/') + 1)..];

    /// <summary>True for a line, or an include of a file that is not there, which always fails.</summary>
    public bool MustFail => Line.Error is not null || Line.IsInclude;

    /// <summary>Where it stands: <c>/etc/pam.d/sshd:4</c>.</summary>
    public string Source => $"{File}:{Line.Line}";

    /// <summary>The value of an argument <c>name=value</c>; null where it is not given.</summary>
    public string? Argument(string name) =>
        Line
            .Arguments.Where(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(argument => argument[(name.Length + 1)..])
            .LastOrDefault();
}

/// <summary>What a service asks for one type, includes resolved.</summary>
public sealed record PamStack(PamType Type, ImmutableArray<PamModule> Modules)
{
    private const int Deepest = 32;

    /// <summary>Builds the stack. Where the service has nothing for the type, <c>other</c> answers.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="type">What is asked.</param>
    /// <param name="find">A file's path and lines by the name an include has; null where it does not exist.</param>
    public static PamStack Build(
        string service,
        PamType type,
        Func<string, (string Path, PamFile File)?> find
    )
    {
        var own = Of(service, type, find);
        return own.IsEmpty ? new PamStack(type, Of("other", type, find)) : new PamStack(type, own);
    }

    /// <summary>True where a module of this name is asked.</summary>
    public bool Has(string module) => Modules.Any(one => one.Name == module);

    private static ImmutableArray<PamModule> Of(
        string service,
        PamType type,
        Func<string, (string Path, PamFile File)?> find
    )
    {
        var modules = ImmutableArray.CreateBuilder<PamModule>();
        Add(service, type, 0, 0, find, modules);
        return modules.ToImmutable();
    }

    private static bool Add(
        string name,
        PamType type,
        int level,
        int depth,
        Func<string, (string Path, PamFile File)?> find,
        ImmutableArray<PamModule>.Builder modules
    )
    {
        if (depth > Deepest || find(name) is not { } found)
        {
            return false;
        }

        foreach (var line in found.File.Lines)
        {
            if (line.Type != type && line.Type != PamType.Unspecified)
            {
                continue;
            }

            var inner = line.Control == "substack" ? level + 1 : level;
            if (
                line.Error is not null
                || !line.IsInclude
                || !Add(line.Module, type, inner, depth + 1, find, modules)
            )
            {
                modules.Add(new PamModule(line, found.Path, level));
            }
        }

        return true;
    }
}
