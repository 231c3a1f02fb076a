using System.Globalization;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Where a line stands.</summary>
/// <param name="File">Path as sshd names it.</param>
/// <param name="Line">Counted from 1.</param>
public readonly record struct SshdSource(string File, int Line)
{
    /// <summary><c>/etc/ssh/sshd_config:33</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}

/// <summary>A line that sshd would reject, and with it the whole configuration.</summary>
/// <param name="Source">Where.</param>
/// <param name="Message">What sshd says of it, without the place.</param>
public sealed record SshdConfigError(SshdSource Source, string Message)
{
    public override string ToString() => $"{Source}: {Message}";
}
