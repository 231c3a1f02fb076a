namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A Match section for alice's group has another key file.</summary>
public sealed class MatchReadsElsewhere : SshdSetting
{
    public override string Name => "match-reads-elsewhere";

    public override string Cause => "13";

    public override IReadOnlyList<string> Told => ["key.not_in_file"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    protected override string Lines =>
        "Match Group alice\nAuthorizedKeysFile .ssh/team_keys\nMatch all";
}
