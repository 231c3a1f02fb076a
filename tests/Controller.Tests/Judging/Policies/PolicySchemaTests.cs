using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;
using static Fleet.Controller.Tests.Judging.Policies.PolicyTexts;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>The schema that editors complete by names the rules, parameters and keys that the reader takes, no more and no fewer.</summary>
public sealed partial class PolicySchemaTests
{
    private const string Rewrite = "FLEET_UPDATE_PAGES";

    private static readonly JsonElement Schema = JsonDocument
        .Parse(PolicySchema.Render(CheckCatalog.BuiltIn))
        .RootElement;

    [Fact]
    public void The_schema_that_is_shipped_is_the_catalog_s()
    {
        var rendered = PolicySchema.Render(CheckCatalog.BuiltIn);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(Path(), rendered);
        }

        Assert.True(
            File.Exists(Path()) && File.ReadAllText(Path()) == rendered,
            $"{Path()} is not what the catalog declares: run this test with {Rewrite}=1"
        );
    }

    [Theory]
    [InlineData("zzz: 1\n", "")]
    [InlineData("hosts: [{zzz: 1}]\n", "hosts")]
    [InlineData("waivers: [{zzz: 1}]\n", "waiver")]
    [InlineData("silences: [{zzz: 1}]\n", "silence")]
    [InlineData("schedules: [{zzz: 1}]\n", "schedule")]
    [InlineData("notifications: {zzz: 1}\n", "notifications")]
    [InlineData("notifications: {receivers: [{zzz: 1}]}\n", "receiver")]
    [InlineData("notifications: {routes: [{zzz: 1}]}\n", "route")]
    [InlineData(
        "notifications: {receivers: [{name: a, email: {zzz: 1}}]}\n",
        "receiver/properties/email"
    )]
    [InlineData(
        "rules: {ssh.config/permit_root_login: {zzz: 1}}\n",
        "rules/properties/ssh.config~permit_root_login"
    )]
    public void Each_mapping_has_the_keys_that_the_reader_takes(string text, string definition)
    {
        var complaint = Read(text)
            .Errors.Select(error => error.Message)
            .First(message => message.Contains("has no \"zzz\", only "));
        var taken = OnlyThese().Match(complaint).Groups["keys"].Value;

        Assert.Equal(
            taken.Split([", ", " or "], StringSplitOptions.None).Order(StringComparer.Ordinal),
            Keys(definition).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_rule_and_parameter_is_in_it() =>
        Assert.All(
            CheckCatalog.BuiltIn.Rules,
            rule =>
                Assert.Equal(
                    [.. rule.Declaration.Parameters.Keys.Order(StringComparer.Ordinal)],
                    Schema
                        .GetProperty("$defs")
                        .GetProperty("rules")
                        .GetProperty("properties")
                        .GetProperty(rule.Declaration.Id)
                        .GetProperty("properties")
                        .EnumerateObject()
                        .Select(key => key.Name)
                        .Except(["severity", "off"])
                )
        );

    private static IEnumerable<string> Keys(string definition)
    {
        var at = definition.Length == 0 ? Schema : Schema.GetProperty("$defs");
        foreach (var step in definition.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at.GetProperty(step.Replace('~', '/'));
        }

        Assert.False(at.GetProperty("additionalProperties").GetBoolean());
        return at.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }

    private static string Path([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(
                System.IO.Path.GetDirectoryName(here)!,
                "../../../../deploy/policies/policy.schema.json"
            )
        );

    [GeneratedRegex("only (?<keys>[^;]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex OnlyThese();
}
