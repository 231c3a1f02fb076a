using System.CommandLine;
using System.Globalization;
using Fleet.Controller.Cli.Commands;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>The words of <c>fleet diagnose</c>.</summary>
internal sealed class DiagnoseWords
{
    /// <summary>Where a login comes from if nobody says.</summary>
    public const string Here = "here";

    /// <summary>From hosts all over the fleet.</summary>
    public const string All = "all";

    private const int ShortestInterval = 10;
    private const int DefaultInterval = 15;

    public DiagnoseWords(CommandFrame frame)
    {
        From.CompletionSources.Add(context =>
            [Here, All, .. HostArgument.Names(frame, context.ParseResult)]
        );
        Targets.CompletionSources.Add(context => HostArgument.Names(frame, context.ParseResult));
        Interval.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !(
                    int.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds)
                    && seconds >= ShortestInterval
                )
            )
            {
                result.AddError(
                    $"--interval {token.Value}: expected {ShortestInterval} seconds or more, as each look costs the host a connection"
                );
            }
        });
    }

    public Argument<string[]> Targets { get; } =
        new("TARGET")
        {
            Description = "[user@]host[:port]; several are told a line each",
            Arity = ArgumentArity.ZeroOrMore,
        };

    public Option<string[]> Labels { get; } = HostArgument.Labels();

    public Option<string?> User { get; } =
        new("--user")
        {
            Description = "The user at hosts that are chosen by label (default: as ssh would)",
            HelpName = "NAME",
        };

    public Option<string> From { get; } =
        new("--from")
        {
            Description =
                "Where the login comes from: here (default); a host of the fleet, whose agent looks; an address, from which nothing is dialled; all, or KEY=VALUE for hosts with that label: who gets through from where",
            HelpName = "here|HOST|ADDRESS|all|KEY=VALUE",
            DefaultValueFactory = _ => Here,
        };

    public Option<string?> Key { get; } =
        new("--key")
        {
            Description = "The one private key to try (default: whatever ssh would offer)",
            HelpName = "FILE",
        };

    public Option<bool> Watch { get; } =
        new("--watch")
        {
            Description =
                "Look again until the closed gate is open, and say what changed (Ctrl-C ends)",
        };

    public Option<int> Interval { get; } =
        new("--interval")
        {
            Description = $"With --watch: seconds between looks, {ShortestInterval} or more",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultInterval,
        };
}
