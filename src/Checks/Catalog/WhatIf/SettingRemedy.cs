using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Sshd;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>Sets a keyword of sshd's where its present value comes from: a line under Match counts before anything that is set for everybody.</summary>
internal static class SettingRemedy
{
    public static ImmutableArray<string> Of(
        WantedLogin wanted,
        LoginDecision gate,
        string keyword,
        string value
    ) =>
        DecidingLine.Of(wanted.Host, gate) is { Conditions.IsEmpty: false } line
            ?
            [
                SedLine(line.Source, $"s/.*/    {keyword} {value}/"),
                SshdRemedy.Reload(wanted.Input),
            ]
            : SshdRemedy.Set(wanted.Input, keyword, value, gate.Source);

    /// <summary>An edit of one line of a file.</summary>
    internal static string SedLine(Parsing.SshdConfig.SshdSource at, string edit) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"sed -i -E '{at.Line}{edit}' {ShellWord.Quote(at.File)}"
        );
}
