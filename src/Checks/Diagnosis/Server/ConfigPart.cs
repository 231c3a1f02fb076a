using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>
/// What <c>sshd -T -C user=…,addr=…</c> would print, from stored documents and facts: our own evaluator for what Match sections decide, and for the rest what sshd itself printed.
/// </summary>
internal static class ConfigPart
{
    private static readonly string[] MainPaths =
    [
        "/etc/ssh/sshd_config",
        "/usr/etc/ssh/sshd_config",
    ];

    public static Known<SshdEffective> Of(
        JudgeInput input,
        LoginQuestion asked,
        Known<AccountState> account
    )
    {
        var facts = input["ssh.config"];
        var version = OpenSshVersion.TryFind(
            input["ssh.service"].Read("sshd/version").Value,
            out var found
        )
            ? found
            : OpenSshVersion.Assumed;
        var main = MainPaths.FirstOrDefault(input.Documents.ContainsKey);
        if (facts.Status != RunStatus.Ran)
        {
            return Known.Unknown<SshdEffective>(facts.Reason);
        }

        if (main is null)
        {
            return Known.Unknown<SshdEffective>("sshd_config has not been read");
        }

        var files = SshdConfigReader.Read(
            main,
            input.Documents[main].Body,
            version,
            pattern => Included(input, pattern)
        );
        var everybody = SshdEvaluator.Evaluate(files, SshdConnection.Unspecified, version);
        var here = SshdEvaluator.Evaluate(files, Connection(asked, account), version);
        return Known.Present(Merged(facts, everybody, here), $"sshd -T -C {Criteria(asked)}");
    }

    /// <summary>The words of <c>sshd -T -C</c> for this connection.</summary>
    public static string Criteria(LoginQuestion asked)
    {
        var source = asked.Source?.ToString() ?? "";
        return source.Length == 0
            ? $"user={asked.User}"
            : $"user={asked.User},host={source},addr={source}";
    }

    private static SshdConnection Connection(LoginQuestion asked, Known<AccountState> account) =>
        new()
        {
            User = asked.User,
            Groups = account.Value?.Groups,
            InvalidUser = account.IsAbsent,
            Host = asked.Source?.ToString(),
            Address = asked.Source?.ToString(),
            LocalAddress = asked.Address?.ToString(),
            LocalPort = asked.Port,
        };

    // sshd's own word counts for what no Match section touches: it knows its build's defaults.
    private static SshdEffective Merged(
        CheckFacts facts,
        SshdEffective everybody,
        SshdEffective here
    )
    {
        var settings = new List<SshdSetting>();
        var unsure = new List<string>();
        foreach (var name in SshdKeywords.WithValue.Select(keyword => keyword.Name))
        {
            var fact = facts.Read($"sshd_config/{name}");
            var mine = here.Find(name);
            var isMatched = mine?.Value != everybody.Find(name)?.Value;
            if (!isMatched && fact.IsPresent && mine?.Value != fact.Value)
            {
                settings.Add(new SshdSetting(name, Words(fact.Value), Source(fact.Source)));
            }
            else if (mine is not null)
            {
                settings.Add(mine);
            }
            else if (!here.IsSure(name) && !fact.IsAbsent)
            {
                unsure.Add(name);
            }
        }

        return new SshdEffective(settings, unsure);
    }

    private static ImmutableArray<string> Words(string value) =>
        value.Contains('"', StringComparison.Ordinal)
            ? [value]
            : [.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static SshdSource? Source(string? text) =>
        text is not null
        && text.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(text.AsSpan(colon + 1), out var line)
            ? new SshdSource(text[..colon], line)
            : null;

    private static SshdIncluded Included(JudgeInput input, string pattern) =>
        new([
            .. input
                .Documents.Keys.Where(name => IsMatch(name, pattern))
                .Order(StringComparer.Ordinal)
                .Select(name => new SshdIncludedFile(name, input.Documents[name].Body)),
        ]);

    private static bool IsMatch(string path, string pattern)
    {
        var names = path.Split('/');
        var patterns = pattern.Split('/');
        return names.Length == patterns.Length
            && names.Zip(patterns).All(pair => PathGlob.IsMatch(pair.First, pair.Second));
    }
}
