using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Reads a rule's target with its options.</summary>
internal static class IptablesTargets
{
    // Targets after which the next rule is asked, and which change nothing that a rule asks for.
    private static readonly FrozenSet<string> WithoutEffect = FrozenSet.Create(
        "LOG",
        "NFLOG",
        "ULOG",
        "AUDIT",
        "TRACE",
        "CLASSIFY",
        "CHECKSUM",
        "TOS",
        "DSCP",
        "ECN",
        "TTL",
        "HL",
        "TCPMSS",
        "TCPOPTSTRIP",
        "SECMARK",
        "CONNSECMARK",
        "IDLETIMER",
        "LED",
        "RATEEST",
        "TEE",
        "HMARK"
    );

    public static IEnumerable<Statement> Read(
        IptablesOption jump,
        List<IptablesOption> options,
        Predicate<string> isChain
    )
    {
        var target = jump.First;
        if (isChain(target))
        {
            var kind = jump.Name is "-g" or "--goto" ? VerdictKind.Goto : VerdictKind.Jump;
            return [new VerdictStatement(new Verdict(kind, target))];
        }

        if (WithoutEffect.Contains(target))
        {
            return [];
        }

        return target switch
        {
            "ACCEPT" => [new VerdictStatement(new Verdict(VerdictKind.Accept))],
            "DROP" => [new VerdictStatement(new Verdict(VerdictKind.Drop))],
            "RETURN" => [new VerdictStatement(new Verdict(VerdictKind.Return))],
            "QUEUE" or "NFQUEUE" => [new VerdictStatement(new Verdict(VerdictKind.Queue))],
            "REJECT" => [Reject(Value(options, "--reject-with"))],
            "NOTRACK" => [new NotrackStatement()],
            "CT" => options.Exists(o => o.Name == "--notrack") ? [new NotrackStatement()] : [],
            "MARK" => [Mark(PacketField.Mark, options)],
            "CONNMARK" => [Mark(PacketField.ConnectionMark, options)],
            "SET" => [new ChangeSetStatement($"ipset {options.FirstOrDefault()?.First}")],
            "DNAT" => [Translated(NatKind.Destination, Value(options, "--to-destination"))],
            "REDIRECT" => [new NatStatement(NatKind.Redirect, null, Value(options, "--to-ports"))],
            "SNAT" or "MASQUERADE" => [new NatStatement(NatKind.Source, null, null)],
            "TPROXY" => [new NatStatement(NatKind.Proxy, null, null)],
            _ => [new OpaqueStatement($"-j {target}", IsCondition: false)],
        };
    }

    private static VerdictStatement Reject(string? with) =>
        new(
            new Verdict(
                VerdictKind.Reject,
                null,
                with is null ? RejectWith.PortUnreachable : RejectNames.Read(with)
            )
        );

    private static NatStatement Translated(NatKind kind, string? target)
    {
        var (address, port) = NatTarget.Split(target ?? "");
        return new NatStatement(kind, address, port);
    }

    private static string? Value(List<IptablesOption> options, string name) =>
        options.Find(o => o.Name == name)?.First;

    private static SetMarkStatement Mark(PacketField field, List<IptablesOption> options)
    {
        var isSave = options.Exists(o => o.Name == "--save-mark");
        if (isSave || options.Exists(o => o.Name == "--restore-mark"))
        {
            var isWhole = options
                .Where(o => o.Name is "--nfmask" or "--ctmask" or "--mask")
                .All(o => FieldText.Number(o.First) == uint.MaxValue);
            return new SetMarkStatement(
                isSave ? PacketField.ConnectionMark : PacketField.Mark,
                isSave ? PacketField.Mark : PacketField.ConnectionMark,
                UInt128.MaxValue,
                0,
                isWhole
            );
        }

        // --set-xmark value/mask: the mask's bits are cleared, then the value is xored in.
        var parts = (Value(options, "--set-xmark") ?? Value(options, "--set-mark") ?? "").Split(
            '/'
        );
        var value = FieldText.Number(parts[0]);
        var mask = parts.Length > 1 ? FieldText.Number(parts[1]) : uint.MaxValue;
        return new SetMarkStatement(
            field,
            field,
            ~(mask ?? 0) & uint.MaxValue,
            value ?? 0,
            value is not null && mask is not null
        );
    }
}
