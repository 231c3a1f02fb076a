using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;
using static Fleet.Controller.Tests.Judging.Policies.PolicyTexts;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>Host over label over fleet; of equals the later one.</summary>
public sealed class PolicyScopeTests
{
    private const string Scopes = """
        hosts:
          - host: web-12
            rules:
              ssh.config/permit_root_login: {off: false}
          - labels: {env: dev}
            rules:
              ssh.config/permit_root_login: {severity: low, off: true}
          - host: web-*
            rules:
              ssh.config/permit_root_login: {severity: medium}
        rules:
          ssh.config/permit_root_login: {severity: critical, allowed: no}
        """;

    [Theory]
    [InlineData("db-1", "", Severity.Critical, false)]
    [InlineData("db-1", "env=dev", Severity.Low, true)]
    [InlineData("web-1", "env=dev", Severity.Medium, true)]
    [InlineData("web-12", "env=dev", Severity.Medium, false)]
    [InlineData("web-12", "env=prod", Severity.Medium, false)]
    public void The_most_specific_part_that_speaks_of_it_decides(
        string name,
        string label,
        Severity severity,
        bool off
    )
    {
        var rule = Valid(Scopes).For(Host(name, label.Length == 0 ? [] : [label])).Rules[RootLogin];

        Assert.Equal((severity, off, "no"), (rule.Severity, rule.Off, rule.Parameters["allowed"]));
    }

    [Fact]
    public void A_host_must_have_every_label()
    {
        var policy = Valid(
            "hosts:\n  - labels: {env: dev, dc: a}\n    rules: {ssh.config/loaded: {off: true}}\n"
        );

        Assert.Empty(policy.For(Host("a", "env=dev")).Rules);
        Assert.Empty(policy.For(Host("a", "env=dev", "dc=b")).Rules);
        Assert.True(policy.For(Host("a", "dc=a", "env=dev", "x=y")).Rules["ssh.config/loaded"].Off);
    }

    [Fact]
    public void Where_a_layer_speaks_is_remembered()
    {
        var layer = Valid(Scopes).Layers[1];

        Assert.Equal("p.yaml:6:5", layer.Place.ToString());
        Assert.Equal("p.yaml:8:48", layer.PlaceOf(RootLogin, "severity").ToString());
        Assert.Equal("p.yaml:8:58", layer.PlaceOf(RootLogin, "off").ToString());
    }

    [Fact]
    public void The_order_of_layers_of_different_specificity_does_not_matter() =>
        new Random(20261122).Repeat(
            500,
            random =>
            {
                var layers = Enum.GetValues<Specificity>()
                    .Where(specificity => specificity != Specificity.Unspecified)
                    .Select(specificity => Layer(specificity, random))
                    .ToArray();
                var expected = Said(new FleetPolicy { Layers = [.. layers] });
                random.Shuffle(layers);

                Assert.Equal(expected, Said(new FleetPolicy { Layers = [.. layers] }));
            }
        );

    [Fact]
    public void What_a_part_does_not_say_it_does_not_change() =>
        new Random(4711).Repeat(
            500,
            random =>
            {
                var layers = Enumerable
                    .Range(0, random.Next(1, 6))
                    .Select(_ => Layer((Specificity)random.Next(1, 4), random))
                    .ToImmutableArray();
                var silent = new PolicyLayer(
                    Selector((Specificity)random.Next(1, 4)),
                    ImmutableDictionary<string, RuleSaid>.Empty.Add(RootLogin, RuleSaid.Nothing),
                    ImmutableDictionary<string, PolicyPlace>.Empty
                );
                var at = random.Next(0, layers.Length + 1);

                Assert.Equal(
                    Said(new FleetPolicy { Layers = layers }),
                    Said(new FleetPolicy { Layers = layers.Insert(at, silent) })
                );
            }
        );

    [Fact]
    public void A_host_is_resolved_again_when_its_labels_or_the_policy_change()
    {
        var inForce = new PolicyInForce(Fleet.Checks.Catalog.CheckCatalog.BuiltIn, Valid(Scopes));

        Assert.False(inForce.PolicyFor(Host("db-1")).Rules[RootLogin].Off);
        Assert.True(inForce.PolicyFor(Host("db-1", "env=dev")).Rules[RootLogin].Off);
        Assert.False(inForce.PolicyFor(Host("db-1")).Rules[RootLogin].Off);
        Assert.Same(inForce.PolicyFor(Host("db-1")), inForce.PolicyFor(Host("db-2")));
        inForce.Replace(FleetPolicy.BuiltIn);
        Assert.Empty(inForce.PolicyFor(Host("db-1")).Rules);
    }

    private static HostSelector Selector(Specificity specificity) =>
        specificity switch
        {
            Specificity.Host => HostSelector.Fleet with { Host = "web-12" },
            Specificity.Label => HostSelector.Fleet with { Host = "web-*" },
            _ => HostSelector.Fleet,
        };

    private static PolicyLayer Layer(Specificity specificity, Random random) =>
        new(
            Selector(specificity),
            ImmutableDictionary<string, RuleSaid>.Empty.Add(
                RootLogin,
                new(
                    random.Next(3) switch
                    {
                        0 => null,
                        1 => true,
                        _ => false,
                    },
                    random.Next(2) == 0 ? null : (Severity)random.Next(1, 6),
                    random.Next(2) == 0
                        ? ImmutableDictionary<string, string>.Empty
                        : ImmutableDictionary<string, string>.Empty.Add(
                            "allowed",
                            $"{random.Next(9)}"
                        )
                )
            ),
            ImmutableDictionary<string, PolicyPlace>.Empty
        );

    private static string Said(FleetPolicy policy)
    {
        var rule = policy.For(Host("web-12")).Rules[RootLogin];
        return $"{rule.Off} {rule.Severity} {rule.Parameters.GetValueOrDefault("allowed")}";
    }
}

internal static class Repetition
{
    public static void Repeat(this Random random, int times, Action<Random> body)
    {
        for (var time = 0; time < times; time++)
        {
            body(random);
        }
    }
}
