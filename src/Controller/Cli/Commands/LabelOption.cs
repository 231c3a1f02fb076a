using System.CommandLine;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>--label KEY=VALUE</c>, as often as wanted.</summary>
internal static class LabelOption
{
    public static Option<Dictionary<string, string>> In(string description) =>
        new("--label")
        {
            Description = description,
            HelpName = "KEY=VALUE",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = parsed =>
            {
                var labels = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var label in parsed.Tokens.Select(token => token.Value))
                {
                    if (label.IndexOf('=') is > 0 and var at)
                    {
                        labels[label[..at]] = label[(at + 1)..];
                    }
                    else
                    {
                        parsed.AddError($"--label {label}: expected KEY=VALUE");
                    }
                }

                return labels;
            },
        };
}
