using System.Text.Json;
using Fleet.Controller.Judging.ProfileYaml;

namespace Fleet.Controller.Tests.Judging;

/// <summary>The schema that editors complete by has the keys that the reader has, no more and no fewer.</summary>
public sealed class ProfileSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument
        .Parse(File.ReadAllText(Path()))
        .RootElement;

    [Fact]
    public void The_keys_of_a_profile_are_the_reader_s()
    {
        Assert.Equal(ProfileReader.Known, Keys(Schema));
        Assert.Equal(ProfileReader.KnownOfSource, Keys(Definition("source")));
    }

    [Fact]
    public void The_keys_of_a_control_and_its_parts_are_the_reader_s()
    {
        Assert.Equal(ControlReader.Known, Keys(Definition("control")));
        Assert.Equal(JudgementReader.Known, Keys(Definition("part")));
    }

    [Fact]
    public void The_keys_of_an_expectation_are_the_reader_s() =>
        Assert.Equal(ExpectationReader.Known, Keys(Definition("expectation")));

    [Fact]
    public void The_severities_are_the_reader_s() =>
        Assert.Equal(
            SeverityReader.Words,
            Definition("severity")
                .GetProperty("enum")
                .EnumerateArray()
                .Select(word => word.GetString())
        );

    private static JsonElement Definition(string name) =>
        Schema.GetProperty("$defs").GetProperty(name);

    private static string[] Keys(JsonElement of)
    {
        Assert.False(of.GetProperty("additionalProperties").GetBoolean());
        return
        [
            .. of.GetProperty("properties").EnumerateObject().Select(property => property.Name),
        ];
    }

    private static string Path([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(
                System.IO.Path.GetDirectoryName(here)!,
                "../../../deploy/policies/profile.schema.json"
            )
        );
}
