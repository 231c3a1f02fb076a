using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>A key file as facts tell it.</summary>
/// <param name="Path">As sshd is told to open it.</param>
/// <param name="RealPath">With links resolved; null where sshd cannot read it.</param>
/// <param name="State">The fact's value.</param>
internal sealed record KeyFileView(string Path, string? RealPath, string State);

/// <summary>One account as the facts of ssh.paths tell it.</summary>
internal sealed class AccountView
{
    private readonly CheckFacts _facts;

    private AccountView(CheckFacts facts, HeldFact name)
    {
        (_facts, Name, IsStale) = (facts, name.Fact.Value, name.IsStale);
        Owner = facts.Read(PathsKey.Login(Name, "owner")).Value;
        var home = facts.Read(PathsKey.Login(Name, "home_resolved"));
        RealHome = home.IsPresent ? home.Value : null;
        HomeUnknown = home.IsUnknown ? home.Reason : null;
        Files = [.. facts.Under(PathsKey.Files(Name)).Where(f => !f.IsStale).Select(File)];
        var coverage = facts.CoverageOf(PathsKey.Files(Name));
        FilesUnknown = coverage.IsCertain ? null : coverage.Reason ?? facts.Reason;
        Strict = new StrictModes(Owner, RealHome, Mode, mode => AcceptsGroups && IsPrivate(mode));
    }

    public string Name { get; }

    public string Owner { get; }

    /// <summary>True where passwd could not be read this time.</summary>
    public bool IsStale { get; }

    public string? RealHome { get; }

    /// <summary>Why the home is not known; null where it is, or is certainly not there.</summary>
    public string? HomeUnknown { get; }

    public ImmutableArray<KeyFileView> Files { get; }

    /// <summary>Why further key files may exist; null where all are known.</summary>
    public string? FilesUnknown { get; }

    /// <summary>sshd's test for this account.</summary>
    public StrictModes Strict { get; }

    /// <summary>StrictModes of sshd's files.</summary>
    public Reading StrictEnabled => _facts.Read(PathsKey.Enabled);

    /// <summary>Whether this sshd minds a private group's write permission.</summary>
    public Reading PrivateGroups => _facts.Read(PathsKey.PrivateGroups);

    private bool AcceptsGroups => PrivateGroups.Is("accepted");

    /// <summary>All accounts in key order; each rule answers for each of them.</summary>
    public static IEnumerable<AccountView> All(JudgeInput input)
    {
        var facts = input[SshPathsCheck.Id];
        return facts
            .Under(PathsKey.LoginPrefix)
            .Where(held => FactKey.Matches(held.Fact.Key, "login/*/name"))
            .Select(held => new AccountView(facts, held));
    }

    public (ModeText? Mode, string? Unknown) Mode(string path)
    {
        var reading = _facts.Read(PathsKey.Mode(path));
        return reading.IsPresent
            ? (ModeText.Parse(reading.Value), $"{path}: {reading.Value} is no mode")
            : (null, reading.Reason ?? $"{path}: not seen");
    }

    /// <summary>Why a path's mode is not known; null where it is, or where there certainly is none.</summary>
    public string? WhyUnseen(string path)
    {
        var reading = _facts.Read(PathsKey.Mode(path));
        return reading.IsUnknown ? reading.Reason ?? $"{path}: not seen" : null;
    }

    /// <summary>True where the group that may write is this account's alone.</summary>
    public bool IsPrivate(ModeText mode)
    {
        var primary = _facts.Read(PathsKey.Group(mode.Group, "primary"));
        var members = _facts.Read(PathsKey.Group(mode.Group, "members"));
        return primary.IsPresent
            && members.IsPresent
            && new PrivateGroup(
                PrivateGroup.Split(primary.Value),
                PrivateGroup.Split(members.Value)
            ).Admits(Owner, mode.Owner);
    }

    private KeyFileView File(HeldFact held)
    {
        var escaped = held.Fact.Key[PathsKey.Files(Name).Length..];
        var value = held.Fact.Value;
        return new KeyFileView(
            Uri.UnescapeDataString(escaped),
            value.StartsWith('/') ? value : null,
            value
        );
    }
}
