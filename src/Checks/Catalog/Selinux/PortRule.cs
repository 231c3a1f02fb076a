using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>sshd may listen on its ports.</summary>
public sealed class PortRule : Rule
{
    private const string Configured = "sshd_config/ListenAddress";
    private const string Expected = "ssh_port_t";
    private const int Standard = 22;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "selinux/port",
            Title = "the policy lets sshd listen on its ports",
            Severity = Severity.High,
            Rationale =
                "The policy gives sshd port 22. On any other it fails at the next start with \"Bind to port 2222 on 0.0.0.0 failed: Permission denied\", until the port is given the type ssh_port_t. A port "
                + "that another service's type already has is modified (-m) instead of added.",
            Reads = [SelinuxKeys.Ports + "/*", SelinuxKeys.Mode, SelinuxKeys.Domain, Configured],
            Decides = [SelinuxKeys.Ports + "/*"],
            References = ["sshd_selinux(8)", "semanage-port(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var configured = input["ssh.config"].Read(Configured);
        if (configured.IsUnknown)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known on which ports sshd is to listen: {configured.Reason}"
            );
            yield break;
        }

        foreach (var port in Ports(configured.Value))
        {
            yield return port == Standard
                ? Finding(Outcome.Pass, Text(port), "the policy gives sshd port 22")
                : Judge(input, port);
        }
    }

    private Finding Judge(JudgeInput input, int port)
    {
        var facts = input[SelinuxKeys.Id];
        var coverage = facts.CoverageOf(SelinuxKeys.Ports);
        var labelled = facts
            .Under(SelinuxKeys.Ports)
            .Where(held => !held.IsStale && Covers(held.Fact.Key, port))
            .Select(held => held.Fact)
            .ToList();
        var keys = labelled.Select(fact => fact.Key).ToImmutableArray();
        if (!coverage.IsCertain)
        {
            return Finding(
                Outcome.Unknown,
                Text(port),
                $"not known whether the policy lets sshd listen on {port}: {coverage.Reason}"
            );
        }

        return labelled.Any(fact => fact.Value == Expected)
                ? Finding(Outcome.Pass, Text(port), $"port {port} is {Expected}") with
                {
                    Keys = keys,
                }
            : IsConfined(facts) is false
                ? Finding(
                    Outcome.Pass,
                    Text(port),
                    "this sshd does not run in sshd_t: the policy does not bind it"
                )
            : Missing(input, port, labelled.FirstOrDefault().Value) with { Keys = keys };
    }

    private Finding Missing(JudgeInput input, int port, string? other)
    {
        var isEnforcing = input[SelinuxKeys.Id].Read(SelinuxKeys.Mode).Is(SelinuxKeys.Enforcing);
        var listens = HeldSocket
            .Of(input["ssh.listener"])
            .Any(socket => socket.IsSsh && socket.EndPoint.Port == port);
        var type = other is null ? $"not {Expected}" : $"{other}, not {Expected}";
        var text =
            !isEnforcing
                ? $"port {port} is {type}: sshd cannot listen there once SELinux is enforcing"
            : listens
                ? $"port {port} is {type}: sshd cannot listen there again after its next start"
            : $"sshd cannot listen on port {port}: it is {type}";
        return Finding(isEnforcing && !listens ? Outcome.Fail : Outcome.Warn, Text(port), text) with
        {
            Remedy =
            [
                $"semanage port {(other is null ? "-a" : "-m")} -t {Expected} -p tcp {port}",
                .. listens ? ImmutableArray<string>.Empty : ["systemctl restart sshd"],
            ],
        };
    }

    private static bool? IsConfined(CheckFacts facts) =>
        facts.Read(SelinuxKeys.Domain) is { IsPresent: true } domain
            ? domain.Value.StartsWith("sshd", StringComparison.Ordinal)
            : null;

    private static IEnumerable<int> Ports(string sockets) =>
        sockets
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => IPEndPoint.TryParse(name, out var socket) ? socket.Port : 0)
            .Where(port => port > 0)
            .Distinct()
            .Order();

    private static bool Covers(string key, int port)
    {
        var ends = key[(SelinuxKeys.Ports.Length + 1)..].Split('-');
        return Number(ends[0]) <= port && port <= Number(ends[^1]);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
