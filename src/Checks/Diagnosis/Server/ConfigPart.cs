using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>
/// What <c>sshd -T -C user=…,addr=…</c> would print, from stored documents and facts: our own evaluator for what Match sections decide, and for the rest what sshd itself printed.
/// </summary>
internal static class ConfigPart
{
    public static Known<SshdEffective> Of(
        JudgeInput input,
        LoginQuestion asked,
        Known<AccountState> account
    )
    {
        var (files, unknown) = StoredConfig.Read(input, new ParsedTexts());
        if (files is null)
        {
            return Known.Unknown<SshdEffective>(unknown);
        }

        var version = OpenSshVersion.TryFind(
            input["ssh.service"].Read("sshd/version").Value,
            out var found
        )
            ? found
            : OpenSshVersion.Assumed;
        var everybody = SshdEvaluator.Evaluate(
            files.Configuration,
            SshdConnection.Unspecified,
            version
        );
        var here = SshdEvaluator.Evaluate(files.Configuration, Connection(asked, account), version);
        return Known.Present(
            Merged(input["ssh.config"], everybody, here),
            $"sshd -T -C {Criteria(asked)}"
        );
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
        && int.TryParse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var line)
            ? new SshdSource(text[..colon], line)
            : null;
}
