using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>Reads policies that tests write.</summary>
internal static class PolicyTexts
{
    public const string RootLogin = "ssh.config/permit_root_login";

    public static PolicyReading Read(string text) =>
        PolicyFile.Read("version: 1\n" + text, "p.yaml", CheckCatalog.BuiltIn);

    public static FleetPolicy Valid(string text)
    {
        var reading = Read(text);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Policy!;
    }

    public static string Error(string text) =>
        Assert.Single(Read(text).Errors).ToString()["p.yaml:".Length..];

    public static HostIdentity Host(string name, params string[] labels) =>
        new(
            name,
            labels
                .Select(label => label.Split('='))
                .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1])
        );
}
