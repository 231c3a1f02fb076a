using System.Text.Json;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>The resolver's file and the kernel's counters, against another project's parse of captured ones.</summary>
public sealed class KernelFilesCorporaTests
{
    [Fact]
    public void The_resolver_asks_the_servers_expected()
    {
        var agreement = new Agreement("jc/resolv_conf");
        Captures.Each(
            agreement,
            "jc",
            @"^resolve?\.conf",
            (name, text, expected) =>
            {
                var read = ResolvConf.Parse(text);
                // The resolver takes the first three servers and passes over the others (resolv.conf(5)).
                agreement.Compare(
                    name + ": servers",
                    string.Join(' ', Words(expected, "nameservers").Take(ResolvConf.MostServers)),
                    string.Join(' ', read.NameServers)
                );
                agreement.Compare(
                    name + ": options",
                    string.Join(' ', Words(expected, "options")),
                    string.Join(' ', read.Options)
                );
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void Every_counter_of_the_kernel_has_its_number()
    {
        var agreement = new Agreement("jc/net_netstat");
        Captures.Each(
            agreement,
            "jc",
            "^net_(netstat|snmp)$",
            (name, text, expected) =>
            {
                foreach (var group in expected.EnumerateArray())
                {
                    foreach (var counter in group.EnumerateObject().Where(IsCounter))
                    {
                        agreement.Compare(
                            $"{name}: {counter.Name}",
                            counter.Value.ToString(),
                            $"{KernelCounters.OfGroup(text, group.Text("type"), counter.Name)}"
                        );
                    }
                }
            }
        );
        agreement.Conclude();
    }

    private static bool IsCounter(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Number;

    private static IEnumerable<string> Words(JsonElement row, string name) =>
        row.TryGetProperty(name, out var list)
            ? list.EnumerateArray().Select(one => one.ToString())
            : [];
}
