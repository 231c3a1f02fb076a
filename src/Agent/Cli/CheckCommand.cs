using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Fleet.Checks.Catalog;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Checks.Reporting.Nagios;

namespace Fleet.Agent.Cli;

/// <summary><c>fleet-agent check</c>: collects, judges with the built-in policy, reports. Needs no controller and leaves nothing behind.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Surroundings _around;
    private readonly Option<string[]> _checks = new("--check")
    {
        Description = "Only this check (repeatable).",
        HelpName = "ID",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every finding, however many a rule has.",
    };
    private readonly Option<int?> _width = new("--width")
    {
        Description = "Columns to use; default: the terminal's.",
        HelpName = "COLUMNS",
    };
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _format = SharedOptions.Format();
    private readonly Option<bool> _noColor = SharedOptions.NoColor();
    private readonly Option<Capability[]> _deny = SharedOptions.Deny();

    public CheckCommand(Surroundings around)
        : base("check", "Examines this host now and prints its report.")
    {
        _around = around;
        _checks.Validators.Add(RefuseUnknownChecks);
        _checks.CompletionSources.Add(_ =>
            around.Catalog.Checks.Select(check => new System.CommandLine.Completions.CompletionItem(
                check.Declaration.Id
            ))
        );
        _width.Validators.Add(RefuseNoWidth);
        Options.Add(_checks);
        Options.Add(_all);
        Options.Add(_json);
        Options.Add(_format);
        Options.Add(_noColor);
        Options.Add(_width);
        Options.Add(_deny);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var denied = parsed.GetRequiredValue(_deny);
        var examination = new Examination(_around.Host(denied), Surprise);
        var report = await examination.RunAsync(
            Chosen(parsed.GetRequiredValue(_checks)),
            cancellationToken
        );
        report = report with
        {
            Advice = _around.IsRoot || denied.Length > 0 ? "" : "run with sudo",
        };
        if (SharedOptions.IsNagios(parsed))
        {
            return await TellNagiosAsync(report);
        }

        foreach (var line in Render(report, parsed))
        {
            await _around.Output.WriteLineAsync(line);
        }

        return ExitOf(report.Worst);
    }

    private async Task<int> TellNagiosAsync(HostReport report)
    {
        var answer = NagiosHost.Answer(report);
        foreach (var line in answer.Lines())
        {
            await _around.Output.WriteLineAsync(line);
        }

        return (int)answer.State;
    }

    private IEnumerable<string> Render(HostReport report, ParseResult parsed) =>
        parsed.GetValue(_json)
            ? [ReportJson.Write(report, _around.Time.GetUtcNow())]
            : new ReportText(
                parsed.GetValue(_width) ?? _around.Columns,
                _around.Ink(parsed.GetValue(_noColor)),
                parsed.GetValue(_all)
            ).Lines(report);

    private void Surprise(Check check, Exception surprise) =>
        _around.Error.WriteLine(
            $"fleet-agent: {check.Declaration.Id} broke: {Printable.Line(surprise.ToString())}"
        );

    private ImmutableArray<Check> Chosen(string[] ids) =>
        ids.Length == 0
            ? _around.Catalog.Checks
            : [.. _around.Catalog.Checks.Where(check => ids.Contains(check.Declaration.Id))];

    private void RefuseUnknownChecks(OptionResult result)
    {
        foreach (var id in result.Tokens.Select(token => token.Value))
        {
            if (_around.Catalog.Find(id) is null)
            {
                var known = string.Join(
                    ", ",
                    _around.Catalog.Checks.Select(check => check.Declaration.Id)
                );
                result.AddError($"there is no check {Printable.Line(id)}; there are {known}");
            }
        }
    }

    private static void RefuseNoWidth(OptionResult result)
    {
        if (result.GetValueOrDefault<int?>() is < 1)
        {
            result.AddError("--width takes a number of columns from 1 on");
        }
    }

    private static int ExitOf(Outcome worst) =>
        worst switch
        {
            Outcome.Fail or Outcome.Warn => ExitCode.Findings,
            Outcome.Pass or Outcome.NotApplicable => ExitCode.Clean,
            _ => ExitCode.Undetermined,
        };
}
