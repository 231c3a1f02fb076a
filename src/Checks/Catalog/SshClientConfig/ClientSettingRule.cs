using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>A rule over settings on trust.</summary>
public abstract class ClientSettingRule : ClientRule
{
    private protected override string CheckId => SshClientConfigCheck.Id;

    private protected override string Prefix => ConfigFact.Setting;

    private protected sealed override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var segments = fact.Key.Split('/');
        var (owner, _) = ClientKey.Split(fact.Key, Prefix);
        var section = Uri.UnescapeDataString(segments[2]);
        var keyword = segments[^1];
        if (Wrong(keyword, fact.Value, section) is not { } wrong)
        {
            return null;
        }

        var where = section == ConfigFact.Everywhere ? "for every host" : $"under \"{section}\"";
        return Finding(
            Outcome.Warn,
            fact.Key[(Prefix.Length + 1)..],
            $"{(ClientKey.IsSystem(fact.Key, Prefix) ? "everybody" : owner)} has {keyword} {fact.Value} {where}: {wrong} ({fact.Source})"
        );
    }

    /// <summary>What is wrong with a setting; null where nothing is.</summary>
    /// <param name="keyword">In the manual's spelling.</param>
    /// <param name="value">As it counts.</param>
    /// <param name="section">The Host or Match line it stands under; <c>*</c> for every host.</param>
    private protected abstract string? Wrong(string keyword, string value, string section);

    /// <summary>True where the section speaks of every host.</summary>
    private protected static bool IsEverywhere(string section) =>
        section is ConfigFact.Everywhere or "Host *" or "Match all" or "Match final all";
}
