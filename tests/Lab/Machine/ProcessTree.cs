using System.Globalization;

namespace Fleet.Lab.Machine;

/// <summary>What /proc says about processes (proc(5)).</summary>
internal static class ProcessTree
{
    public static IReadOnlyList<int> ChildrenOf(int pid)
    {
        try
        {
            return
            [
                .. File.ReadAllText($"/proc/{pid}/task/{pid}/children")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException)
        {
            return []; // the process ended meanwhile
        }
    }

    /// <summary>Clock ticks between boot and the start of the process: with the pid it names a process for ever; null when there is none.</summary>
    public static string? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The identity of the pid namespace that the process lives in, or null when it is gone.</summary>
    public static string? PidNamespace(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/ns/pid", returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
