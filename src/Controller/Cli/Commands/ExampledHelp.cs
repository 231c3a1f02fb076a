using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fleet.Controller.Cli.Commands;

/// <summary>Help as ever, with examples under it.</summary>
internal sealed class ExampledHelp(HelpAction usual, Dictionary<Command, string[]> examples)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        _ = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }
        }

        return ExitCode.Clean;
    }
}
