using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>A rule with one finding a host key file.</summary>
public abstract class HostKeyRule : Rule
{
    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var unknown = HostKeyView.ListUnknown(input);
        var keys = HostKeyView.All(input).ToList();
        if (keys.Count == 0 && unknown is not null)
        {
            yield return Finding(Outcome.Unknown, "", $"host key files are not known: {unknown}");
        }

        foreach (var key in keys)
        {
            var finding = unknown is null
                ? Judge(key, input)
                : Finding(Outcome.Unknown, key.Path, $"{key.Path}: {unknown}");
            yield return finding with
            {
                Keys = [.. finding.Keys, HostKeyFact.Mode(key.Path)],
            };
        }
    }

    private protected abstract Finding Judge(HostKeyView key, JudgeInput input);

    private protected Finding Unknown(HostKeyView key) =>
        Finding(Outcome.Unknown, key.Path, key.ModeReading.Reason ?? $"{key.Path}: not read");
}
