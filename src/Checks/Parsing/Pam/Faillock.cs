using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>faillock.conf(5), under what a module's arguments say.</summary>
/// <param name="Deny">Failures that lock; 0: none do.</param>
/// <param name="Interval">The failures must lie this close together.</param>
/// <param name="Unlock">How long it lasts; null: until somebody resets it.</param>
/// <param name="Folder">Where the tally files are.</param>
/// <param name="EvenRoot">Root is locked too.</param>
public sealed record FaillockConf(
    int Deny,
    TimeSpan Interval,
    TimeSpan? Unlock,
    string Folder,
    bool EvenRoot
)
{
    public static FaillockConf Parse(string text, ImmutableArray<string> arguments)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Split('#')[0]).Concat(arguments))
        {
            var equals = line.IndexOf('=');
            var name = (equals < 0 ? line : line[..equals]).Trim();
            if (name.Length > 0)
            {
                said[name] = equals < 0 ? "" : line[(equals + 1)..].Trim();
            }
        }

        var unlock =
            said.GetValueOrDefault("unlock_time") == "never" ? 0 : Number(said, "unlock_time", 600);
        return new FaillockConf(
            Number(said, "deny", 3),
            TimeSpan.FromSeconds(Number(said, "fail_interval", 900)),
            unlock == 0 ? null : TimeSpan.FromSeconds(unlock),
            said.GetValueOrDefault("dir", "/run/faillock"),
            said.ContainsKey("even_deny_root")
        );
    }

    private static int Number(Dictionary<string, string> said, string name, int usual) =>
        int.TryParse(
            said.GetValueOrDefault(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : usual;
}

/// <summary>A tally file of pam_faillock (<c>faillock.h</c>): the times of the failures that count.</summary>
public sealed record FaillockTally(ImmutableArray<DateTimeOffset> Failures)
{
    private const int Record = 64;
    private const int StatusAt = 54;
    private const int TimeAt = 56;
    private const ushort Valid = 1;

    /// <summary>Null where the file is not made of such records.</summary>
    public static FaillockTally? Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length % Record != 0)
        {
            return null;
        }

        var failures = ImmutableArray.CreateBuilder<DateTimeOffset>();
        for (; !file.IsEmpty; file = file[Record..])
        {
            var seconds = BinaryPrimitives.ReadInt64LittleEndian(file[TimeAt..]);
            if (
                (BinaryPrimitives.ReadUInt16LittleEndian(file[StatusAt..]) & Valid) != 0
                && seconds is >= 0 and < 253_402_300_800
            )
            {
                failures.Add(DateTimeOffset.FromUnixTimeSeconds(seconds));
            }
        }

        return new FaillockTally(failures.ToImmutable());
    }

    /// <summary>Until when the account is locked (<c>pam_faillock.c</c>, <c>check_tally</c>); the end of time where only a reset opens it, null where it is not locked.</summary>
    public DateTimeOffset? LockedUntil(FaillockConf conf)
    {
        if (Failures.IsEmpty || conf.Deny <= 0)
        {
            return null;
        }

        var latest = Failures.Max();
        return Failures.Count(at => latest - at < conf.Interval) < conf.Deny ? null
            : conf.Unlock is { } unlock ? latest + unlock
            : DateTimeOffset.MaxValue;
    }
}
