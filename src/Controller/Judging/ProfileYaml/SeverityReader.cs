using Fleet.Checks.Judging;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads a severity.</summary>
internal sealed class SeverityReader(Complaints complaints)
{
    public static readonly string[] Words =
    [
        .. Enum.GetValues<Severity>()
            .Where(severity => severity != Severity.Unspecified)
            .Select(severity => severity.ToString().ToLowerInvariant()),
    ];

    private readonly ValueReader _value = new(complaints);

    /// <summary>Null where it is none, which is then complained of.</summary>
    public Severity? Read(PolicyNode value) =>
        _value.Word("severity", value, Words) is { } word
            ? Enum.Parse<Severity>(word, ignoreCase: true)
            : null;
}
