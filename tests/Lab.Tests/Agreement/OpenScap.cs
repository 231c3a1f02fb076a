using System.Xml.Linq;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>
/// OpenSCAP with the content that Debian packages (scap-security-guide). It has none for this release yet: the newest one's rules are asked as they are, in a copy without its conditions
/// on the platform and on other rules, by which every rule would be not applicable here.
/// </summary>
internal static class OpenScap
{
    private const string Content = "/usr/share/xml/scap/ssg/content";
    private const string RulePrefix = "xccdf_org.ssgproject.content_rule_";
    private const string ValuePrefix = "xccdf_org.ssgproject.content_value_";
    private const string Profile = "xccdf_org.fleet_profile_ssh";
    private const string Folder = "/root/openscap";

    /// <summary>What the benchmarks ask for, where the content lets one choose.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["sshd_idle_timeout_value"] = "600",
        ["sshd_max_auth_tries_value"] = "4",
        ["var_sshd_set_keepalive"] = "1",
        ["var_sshd_set_login_grace_time"] = "60",
        ["var_sshd_max_sessions"] = "10",
        ["var_sshd_disable_compression"] = "no",
        ["var_rekey_limit_size"] = "1G",
        ["var_rekey_limit_time"] = "1h",
    };

    /// <summary>The release of Debian that the newest content is for; null: there is no content.</summary>
    public static string? Release =>
        Enumerable
            .Range(10, 20)
            .Reverse()
            .Select(number => $"debian{number}")
            .FirstOrDefault(name => File.Exists($"{Content}/ssg-{name}-xccdf.xml"));

    /// <summary>What it says of each rule about sshd: <c>pass</c>, <c>fail</c>, or another result of XCCDF.</summary>
    public static async Task<Dictionary<string, string>> EvaluateAsync(
        LabHost host,
        IEnumerable<string> rules
    )
    {
        await host.DoAsync("mkdir", "-p", Folder);
        host.WriteFile($"{Folder}/ssh-xccdf.xml", Benchmark([.. rules]));
        await host.DoAsync("ln", "-sf", $"{Content}/ssg-{Release}-oval.xml", Folder);
        var ran = await host.RunAsync(
            "env",
            $"--chdir={Folder}",
            "oscap",
            "xccdf",
            "eval",
            "--profile",
            Profile,
            "--results",
            "results.xml",
            "ssh-xccdf.xml"
        );
        // 2: at least one rule failed.
        Assert.True(ran.Exit is 0 or 2, $"oscap ended with {ran.Exit}: {ran.Stderr}");
        var results = XDocument.Parse(host.ReadFile($"{Folder}/results.xml"));
        return results
            .Descendants()
            .Where(element => element.Name.LocalName == "rule-result")
            .Select(element =>
                (
                    Rule: element.Attribute("idref")!.Value[RulePrefix.Length..],
                    Result: element
                        .Elements()
                        .Single(child => child.Name.LocalName == "result")
                        .Value
                )
            )
            .Where(each => each.Result != "notselected")
            .ToDictionary(each => each.Rule, each => each.Result);
    }

    private static string Benchmark(string[] wanted)
    {
        var content = XDocument.Load($"{Content}/ssg-{Release}-xccdf.xml");
        var space = content.Root!.Name.Namespace;
        foreach (var condition in (string[])["platform", "requires", "conflicts"])
        {
            content.Descendants(space + condition).Remove();
        }

        var known = content
            .Descendants(space + "Rule")
            .Select(rule => rule.Attribute("id")!.Value)
            .Where(id => wanted.Contains(id[RulePrefix.Length..]));
        var profile = new XElement(
            space + "Profile",
            new XAttribute("id", Profile),
            new XElement(space + "title", "sshd"),
            known.Select(id => new XElement(
                space + "select",
                new XAttribute("idref", id),
                new XAttribute("selected", "true")
            )),
            Values.Select(value => new XElement(
                space + "set-value",
                new XAttribute("idref", ValuePrefix + value.Key),
                value.Value
            ))
        );
        content.Root.Elements(space + "Profile").First().AddBeforeSelf(profile);
        return content.ToString();
    }
}
