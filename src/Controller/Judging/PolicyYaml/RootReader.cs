using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads the file as a whole: its version, and each part by its key. A new part of the format is a line in <see cref="_parts"/>.</summary>
internal sealed class RootReader
{
    private const string Version = "version";
    private const string Expected =
        "expected \"version: 1\" and then \"rules:\" (docs/policy.md has an example)";

    private const string Expect = "expect";

    private readonly CheckCatalog _catalog;
    private readonly Complaints _complaints;
    private readonly Dictionary<string, Action<PolicyNode>> _parts = new(StringComparer.Ordinal);
    private FleetPolicy _policy = FleetPolicy.BuiltIn;

    public RootReader(CheckCatalog catalog, Complaints complaints) =>
        (_catalog, _complaints) = (catalog, complaints);

    /// <summary>The policy, which is worth something only where nothing was complained of.</summary>
    public FleetPolicy Read(PolicyNode? content)
    {
        switch (content)
        {
            case PolicyMap root when IsOurVersion(root):
                ReadParts(root);
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
        // What the policy declares itself may be named by the parts before it.
        if (root.Entries.Find(entry => entry.Key.Text == Expect) is { Value: var expected })
        {
            var reader = new ExpectReader(_catalog, _complaints);
            _policy = _policy with { Expectations = reader.Read(expected) };
        }

        var catalog = _policy.CatalogOn(_catalog);
        var names = new RuleNames(catalog, _complaints);
        Declare(catalog, names);
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

        names.LookUp();
    }

    private void Declare(CheckCatalog catalog, RuleNames names)
    {
        var rules = new RulesReader(catalog, _complaints);
        var hosts = new HostsReader(rules, _complaints);
        var waivers = new WaiversReader(names, _complaints);
        var silences = new SilencesReader(names, _complaints);
        var schedules = new SchedulesReader(catalog, _complaints);
        var notifications = new NotificationsReader(names, _complaints);
        _parts["rules"] = node => Add(rules.Read(HostSelector.Fleet, node));
        _parts["hosts"] = node => Add([.. hosts.Read(node)]);
        _parts[Expect] = _ => { };
        _parts["waivers"] = node => _policy = _policy with { Waivers = [.. waivers.Read(node)] };
        _parts["silences"] = node => _policy = _policy with { Silences = [.. silences.Read(node)] };
        _parts["schedules"] = node =>
            _policy = _policy with { Schedules = [.. schedules.Read(node)] };
        _parts["notifications"] = node =>
            _policy = _policy with { Notifications = notifications.Read(node) };
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
