using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>What an algorithm is for; each has its list in SSH_MSG_KEXINIT and its keyword in sshd_config(5).</summary>
public enum AlgorithmKind
{
    Unspecified = 0,
    Kex,
    HostKey,
    Cipher,
    Mac,
}

/// <summary>How far an algorithm may be trusted today, from best to worst.</summary>
public enum AlgorithmStrength
{
    Unspecified = 0,

    /// <summary>Nothing is known against it.</summary>
    Strong,

    /// <summary>Sound, with something better at hand; OpenSSH still offers it, or did until lately.</summary>
    Acceptable,

    /// <summary>Nobody has a name like this in our tables: no verdict.</summary>
    Unknown,

    /// <summary>Its margin is gone; it belongs switched off.</summary>
    Weak,

    /// <summary>It protects nothing, or attacks on it are practical.</summary>
    Broken,
}

/// <summary>An algorithm's verdict and its life in OpenSSH.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Strength">The verdict.</param>
/// <param name="Reason">Why, in a few words; empty where it is strong.</param>
/// <param name="Since">The first OpenSSH release that has it; null: none, or not known.</param>
/// <param name="DefaultFrom">The first release whose sshd offers it unasked.</param>
/// <param name="DefaultUntil">The first release whose sshd no longer does.</param>
/// <param name="RemovedIn">The first release without it.</param>
public sealed record Algorithm(
    AlgorithmKind Kind,
    string Name,
    AlgorithmStrength Strength,
    string Reason,
    OpenSshVersion? Since = null,
    OpenSshVersion? DefaultFrom = null,
    OpenSshVersion? DefaultUntil = null,
    OpenSshVersion? RemovedIn = null
)
{
    /// <summary>True where it belongs switched off.</summary>
    public bool IsWeak => Strength is AlgorithmStrength.Weak or AlgorithmStrength.Broken;

    /// <summary>True where a release has it at all (compile-time options aside).</summary>
    public bool IsIn(OpenSshVersion version) =>
        Since is { } since && version >= since && !(RemovedIn is { } gone && version >= gone);

    /// <summary>True where an upstream sshd of that release offers it unasked. Distributions may differ.</summary>
    public bool IsDefaultIn(OpenSshVersion version) =>
        IsIn(version)
        && DefaultFrom is { } from
        && version >= from
        && !(DefaultUntil is { } until && version >= until);

    /// <summary>A life as tables write it: <c>since</c>, <c>since default</c>, <c>since default-until</c>, <c>since default-until removed</c>; <c>never</c> for a default that was none.</summary>
    internal Algorithm WithLife(string life)
    {
        var words = life.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var defaults = words.Length > 1 && words[1] != "never" ? words[1].Split('-') : [];
        return this with
        {
            Since = words.Length > 0 ? Release(words[0]) : null,
            DefaultFrom = defaults.Length > 0 ? Release(defaults[0]) : null,
            DefaultUntil = defaults.Length > 1 ? Release(defaults[1]) : null,
            RemovedIn = words.Length > 2 ? Release(words[2]) : null,
        };
    }

    private static OpenSshVersion Release(string text)
    {
        var dot = text.IndexOf('.');
        return new OpenSshVersion(
            int.Parse(text.AsSpan(0, dot), CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture)
        );
    }
}
