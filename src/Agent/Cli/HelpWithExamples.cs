using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fleet.Agent.Cli;

/// <summary>The library's help, with the command's examples and exit codes behind it.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["check"] =
        [
            "fleet-agent check                       this host's report",
            "sudo fleet-agent check                  the whole of it",
            "fleet-agent check --check ssh.paths --all",
            "fleet-agent check --json | jq '.findings[] | select(.outcome == \"fail\")'",
        ],
        ["join"] = ["fleet-agent join controller.example:7443 --token ID.SECRET --pin sha256:…"],
        ["run"] = ["fleet-agent run", "fleet-agent run --deny act-as-user"],
        ["simulate"] =
        [
            "fleet-agent simulate --controller 127.0.0.1:7443 --token ID.SECRET --pin sha256:… --agents 50",
            "fleet simulate --agents 2000            on the controller: tokens, labels and this, in one",
        ],
        ["status"] = ["fleet-agent status", "fleet-agent status --json | jq .connected"],
    };

    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples))
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        output.WriteLine(
            "Exit codes: 0 clean, 1 findings, 2 usage, 3 undetermined or offline, 4 not allowed, 5 internal."
        );
        return result;
    }
}
