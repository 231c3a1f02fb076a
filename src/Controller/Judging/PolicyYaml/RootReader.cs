using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads the file as a whole: its version, and each part by its key. A new part of the format is a line in <see cref="_parts"/>.</summary>
internal sealed class RootReader
{
    private const string Version = "version";
    private const string Expected =
        "expected \"version: 1\" and then \"rules:\" (docs/policy.md has an example)";

    private readonly Complaints _complaints;
    private readonly Dictionary<string, Action<PolicyNode>> _parts;
    private readonly RuleNames _names;
    private FleetPolicy _policy = FleetPolicy.BuiltIn;

    public RootReader(CheckCatalog catalog, Complaints complaints)
    {
        _complaints = complaints;
        _names = new RuleNames(catalog, complaints);
        var rules = new RulesReader(catalog, complaints);
        var hosts = new HostsReader(rules, complaints);
        var waivers = new WaiversReader(_names, complaints);
        var silences = new SilencesReader(_names, complaints);
        var schedules = new SchedulesReader(catalog, complaints);
        var notifications = new NotificationsReader(complaints);
        _parts = new(StringComparer.Ordinal)
        {
            ["rules"] = node => Add(rules.Read(HostSelector.Fleet, node)),
            ["hosts"] = node => Add([.. hosts.Read(node)]),
            ["waivers"] = node => _policy = _policy with { Waivers = [.. waivers.Read(node)] },
            ["silences"] = node => _policy = _policy with { Silences = [.. silences.Read(node)] },
            ["schedules"] = node =>
                _policy = _policy with { Schedules = [.. schedules.Read(node)] },
            ["notifications"] = node =>
                _policy = _policy with { Notifications = notifications.Read(node) },
        };
    }

    /// <summary>The policy, which is worth something only where nothing was complained of.</summary>
    public FleetPolicy Read(PolicyNode? content)
    {
        switch (content)
        {
            case PolicyMap root when IsOurVersion(root):
                ReadParts(root);
                _names.LookUp([]);
                break;
            case PolicyMap or PolicyRefused:
                break;
            case null or PolicyScalar { IsNothing: true }:
                if (_complaints.AreNone)
                {
                    _complaints.Add(1, 1, $"the policy is empty; {Expected}");
                }

                break;
            case var other:
                _complaints.Add(other, $"a policy is not {Said.What(other)}; {Expected}");
                break;
        }

        return _policy;
    }

    private void Add(params ReadOnlySpan<PolicyLayer> layers) =>
        _policy = _policy with { Layers = _policy.Layers.AddRange(layers) };

    private void ReadParts(PolicyMap root)
    {
        foreach (var (key, value) in Keys.Of(root, _complaints))
        {
            if (_parts.TryGetValue(key.Text, out var read))
            {
                read(value);
            }
            else if (key.Text != Version)
            {
                ComplainOf(key);
            }
        }
    }

    private void ComplainOf(PolicyScalar key)
    {
        string[] known = [Version, .. _parts.Keys];
        _complaints.Add(
            key,
            $"a policy has no {Said.Quoted(key.Text)}, only {Said.Choice(known)}{Said.DidYouMean(key.Text, known)}"
        );
    }

    /// <summary>False where the file is written for another version: by this one's rules all of it would look wrong.</summary>
    private bool IsOurVersion(PolicyMap root)
    {
        switch (root.Entries.Find(entry => entry.Key.Text == Version)?.Value)
        {
            case PolicyScalar { Quoted: false, Text: "1" } or PolicyRefused:
                return true;
            case PolicyScalar { Quoted: false } said
                when said.Text.All(char.IsAsciiDigit) && !said.IsNothing:
                _complaints.Add(
                    said,
                    $"version {Said.Raw(said.Text)} is not known here; this fleet reads version 1"
                );
                return false;
            case { } other:
                _complaints.Add(other, $"version takes the number 1, not {Said.What(other)}");
                return true;
            default:
                if (!root.IsCut)
                {
                    _complaints.Add(
                        root,
                        "version is missing; begin the policy with \"version: 1\""
                    );
                }

                return true;
        }
    }
}
