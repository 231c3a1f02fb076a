using System.Reflection;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.AuthLog;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.Packages;
using Fleet.Checks.Parsing.Pam;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.Fuzz;

/// <summary>
/// Everything in <c>Fleet.Checks.Parsing</c> that reads text or bytes. Methods that take text alone are found; one that takes more has a line here, and a test fails where it is missing.
/// </summary>
internal static class Parsers
{
    private static readonly Type[] Inputs =
    [
        typeof(string),
        typeof(byte[]),
        typeof(ReadOnlySpan<byte>),
        typeof(ReadOnlySpan<char>),
        typeof(ReadOnlyMemory<byte>),
    ];

    /// <summary>They write lines, and refuse what would break one.</summary>
    private static readonly Type[] Writers = [typeof(KnownHostText)];

    private static readonly TimeZoneInfo Kiritimati = TimeZoneInfo.CreateCustomTimeZone(
        "+14",
        TimeSpan.FromHours(14),
        "+14",
        "+14"
    );

    private static readonly Dictionary<string, Action<byte[]>> Described = new(
        StringComparer.Ordinal
    )
    {
        ["SshdConfigReader.Read"] = bytes =>
        {
            var text = FuzzedParser.Text(bytes);
            var included = text[..Math.Min(text.Length / 2, 40)];
            var config = SshdConfigReader.Read(
                "f",
                text,
                OpenSshVersion.Assumed,
                _ => new SshdIncluded([new SshdIncludedFile("f", included)])
            );
            SshdEvaluator.Evaluate(
                config,
                SshdConnection.Unspecified with
                {
                    User = "root",
                    Groups = ["root"],
                    Address = "10.0.0.1",
                },
                OpenSshVersion.Assumed
            );
        },
        ["DpkgLog.Read"] = bytes =>
            FuzzedParser.Exhaust(DpkgLog.Read(FuzzedParser.Text(bytes), Kiritimati)),
        ["AuthLogLine.Parse"] = bytes => AuthLogLine.Parse(bytes),
        ["SshdMessage.Parse"] = bytes => SshdMessage.Parse(bytes),
        ["Stamp.LengthOf"] = bytes => Stamp.LengthOf(bytes),
        ["SshIdentification.Read"] = bytes => SshIdentification.Read(bytes),
        ["SshPacket.Read"] = bytes => SshPacket.Read(bytes),
        ["KexInit.Read"] = bytes =>
        {
            KexInit.Read(bytes, out _);
            KexInit.Read([KexInit.Message, .. bytes], out _);
        },
        ["KexReply.HostKey"] = bytes =>
        {
            KexReply.HostKey(bytes, out _);
            KexReply.HostKey([31, .. bytes], out _);
        },
        ["SshPublicKey.Read"] = bytes =>
        {
            SshPublicKey.Read(bytes, out _);
            SshPublicKey.Read(FuzzedParser.Text(bytes), Convert.ToBase64String(bytes), out _);
            SshPublicKey.Read("ssh-ed25519", FuzzedParser.Text(bytes), out _);
        },
        ["FaillockTally.Parse"] = bytes => FaillockTally.Parse(bytes),
        ["FaillockConf.Parse"] = bytes =>
            FaillockConf.Parse(FuzzedParser.Text(bytes), [.. FuzzedParser.Text(bytes).Split('\n')]),
        ["ProcNetTcp.Established"] = bytes =>
            FuzzedParser.Exhaust(
                ProcNetTcp.Established(FuzzedParser.Text(bytes), new HashSet<int> { 22 })
            ),
        ["PasswordField.Read"] = bytes => PasswordField.Read(FuzzedParser.Text(bytes)),
        // The names are sshd's own; the patterns are the host's.
        ["SshdPatterns.Without"] = bytes =>
            SshdPatterns.Without("aes128-ctr,3des-cbc,x", FuzzedParser.Text(bytes)),
        ["IptablesSaveReader.Read"] = bytes =>
        {
            IptablesSaveReader.Read(FuzzedParser.Text(bytes), TableFamily.Ip);
            IptablesSaveReader.Read(FuzzedParser.Text(bytes), TableFamily.Ip6);
        },
    };

    /// <summary>Names of methods that are given a host's own text; what stands beside them (is a word known, does a name match) is tried where it can be.</summary>
    private static readonly string[] Verbs =
    [
        "Parse",
        "Read",
        "TryParse",
        "TryRead",
        "Recognise",
        "Listening",
        "Established",
    ];

    /// <summary>The methods that nobody has said how to give bytes to, and that need it.</summary>
    public static IEnumerable<string> Missing =>
        Methods
            .Where(method => Verbs.Contains(method.Name) && Find(method) is null)
            .Select(FuzzedParser.Named);

    /// <summary>Every method that takes text or bytes first.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. typeof(AuthLogLine)
            .Assembly.GetExportedTypes()
            .Except(Writers)
            .Where(type =>
                type.Namespace?.StartsWith("Fleet.Checks.Parsing", StringComparison.Ordinal) == true
            )
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly
                )
            )
            .Where(method =>
                !method.IsSpecialName
                && method.GetParameters() is [var first, ..]
                && Inputs.Contains(first.ParameterType)
            ),
    ];

    public static IEnumerable<FuzzedParser> All => Methods.Select(Find).OfType<FuzzedParser>();

    /// <summary>How a method is given bytes; null where nobody has said.</summary>
    public static FuzzedParser? Find(MethodInfo method) =>
        Described.TryGetValue($"{method.DeclaringType!.Name}.{method.Name}", out var read)
            ? new(FuzzedParser.Named(method), read)
            : FuzzedParser.Of(method);
}
