using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Fleet.Controller.Tests.Authority.Roles;

/// <summary>The <c>Caller:</c> comments of the contracts, by full method name.</summary>
internal static partial class ProtoComments
{
    public static Dictionary<string, string> Read([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "../../../../src/Protos/fleet/v1");
        return Directory.GetFiles(folder, "*.proto").SelectMany(In).ToDictionary();
    }

    private static IEnumerable<KeyValuePair<string, string>> In(string file)
    {
        var (service, caller) = ("", "");
        foreach (var line in File.ReadLines(file))
        {
            if (Service().Match(line) is { Success: true } found)
            {
                service = found.Groups["name"].Value;
            }
            else if (CallerLine().Match(line) is { Success: true } said)
            {
                caller = said.Groups["name"].Value;
            }
            else if (Rpc().Match(line) is { Success: true } rpc && caller != "")
            {
                yield return new($"/fleet.v1.{service}/{rpc.Groups["name"].Value}", caller);
                caller = "";
            }
        }
    }

    [GeneratedRegex(@"^service (?<name>\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Service();

    [GeneratedRegex(@"^\s*// Caller: (?<name>.*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CallerLine();

    [GeneratedRegex(@"^\s*rpc (?<name>\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rpc();
}
