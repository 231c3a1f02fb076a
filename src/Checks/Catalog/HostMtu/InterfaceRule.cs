using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>No interface is too narrow for its protocols.</summary>
public sealed class InterfaceRule : Rule
{
    private const int LeastOfVersion6 = 1280; // RFC 8200 §5

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.mtu/interface",
            Title = "every interface takes packets of 1280 bytes",
            Severity = Severity.Low,
            Rationale =
                "IPv6 needs links of at least 1280 bytes: on a narrower one the kernel switches it off, and IPv4 works with many small packets. Nobody sets this on purpose; a mistyped MTU or a tunnel in a tunnel does.",
            Reads = [MtuKeys.Devices + "/*"],
            References = ["RFC 8200 §5"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.mtu"];
        var coverage = facts.Coverage.FirstOrDefault(c =>
            !c.IsCertain && Facts.FactKey.IsUnder(c.Prefix, MtuKeys.Devices)
        );
        var devices = facts
            .Under(MtuKeys.Devices)
            .Where(held => !held.IsStale)
            .Select(held => held.Fact)
            .ToList();
        var narrow = devices.FindAll(fact =>
            int.TryParse(fact.Value, CultureInfo.InvariantCulture, out var mtu)
            && mtu < LeastOfVersion6
        );
        var finding =
            narrow.Count > 0
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"{string.Join(", ", narrow.Select(Text))}: too narrow for IPv6, which needs {LeastOfVersion6} bytes"
                ) with
                {
                    Remedy =
                    [
                        $"ip link set dev {ShellWord.Quote(Device(narrow[0]))} mtu 1500 # until the next restart; then in the network's configuration",
                    ],
                }
            : coverage.Prefix is not null
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known how wide interfaces are: {coverage.Reason}"
                )
            : devices.Count == 0 ? Finding(Outcome.NotApplicable, "", "no interface has an address")
            : Finding(Outcome.Pass, "", string.Join(", ", devices.Select(Text)));
        yield return finding with
        {
            Keys = [.. devices.Select(fact => fact.Key)],
        };
    }

    private static string Text(Facts.Fact fact) => $"{Device(fact)} takes {fact.Value} bytes";

    private static string Device(Facts.Fact fact) => fact.Key[(MtuKeys.Devices.Length + 1)..];
}
