using System.Runtime.CompilerServices;

namespace Fleet.Lab.Tests.Stories;

/// <summary>The programs that were built beside these tests, in the same configuration: what an operator would start.</summary>
internal static class Built
{
    /// <summary>The argv that starts <c>fleet-agent</c>.</summary>
    public static string[] Agent => [Dotnet, AgentProgram];

    /// <summary>The argv that starts <c>fleet</c>.</summary>
    public static string[] Fleet => [Dotnet, Program("Controller", "fleet.dll")];

    public static string AgentProgram => Program("Agent", "fleet-agent.dll");

    private static string Dotnet =>
        Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
            ? path
            : "/usr/bin/dotnet";

    private static string Program(string project, string file, [CallerFilePath] string here = "")
    {
        var configuration = Path.GetFileName(
            Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!
        );
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        return Path.Combine(root, "src", project, "bin", configuration, "net10.0", file);
    }
}
