using Fleet.Checks.Reporting;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Api.Policies;

public sealed partial class PoliciesApi
{
    public override async Task<RuleExplanation> ExplainRule(
        ExplainRuleRequest request,
        ServerCallContext context
    )
    {
        var policy = book.InForce.Policy;
        var catalog = policy.CatalogOn(book.InForce.Catalog);
        var report =
            await _view.Of(context).HostAsync(request.Host, context.CancellationToken)
            ?? throw await _view.NoHostAsync(context, request.Host);
        if (catalog.FindRule(request.Rule)?.Declaration is not { } rule)
        {
            throw NoRule(request.Rule, catalog.Rules.Select(each => each.Declaration.Id));
        }

        var host = PolicyMessages.Identity(report.Summary);
        var now = time.GetUtcNow();
        return new()
        {
            Host = request.Host,
            Rule = rule.Id,
            Title = rule.Title,
            Version = policy.Version,
            Settings = { SettingDecision.Of(policy, host, rule).Select(Message) },
            Waivers = { ExceptionMessages.Waivers(policy, host, rule, now) },
            Silences = { ExceptionMessages.Silences(policy, host, rule, now) },
            Findings = { report.Findings.Where(finding => finding.Rule == rule.Id) },
        };
    }

    private static SettingExplanation Message(SettingDecision decision)
    {
        var message = Message(decision.Setting, decision.By);
        message.Over.AddRange(decision.Over.Select(over => Message(decision.Setting, over)));
        return message;
    }

    private static SettingExplanation Message(string setting, SettingSource source) =>
        new()
        {
            Setting = setting,
            Value = source.Value,
            Place = source.Place.ToString(),
            Hosts = source.Hosts.ToString(),
        };

    private static RpcException NoRule(string asked, IEnumerable<string> known)
    {
        var help = NearestName.To(asked, known) is { } nearest
            ? $"did you mean {nearest}?"
            : "a finding names its rule: see fleet host NAME";
        return Refusal.NotFound($"there is no rule {Printable.Line(asked)}; {help}");
    }
}
