using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary><c>METHOD for [invalid user ]USER from ADDRESS port N ssh2[: TYPE FINGERPRINT …]</c> (auth.c auth_log()).</summary>
internal static class AttemptTail
{
    public static bool Accepted(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        if (!Any(line, tail, ref record))
        {
            return false;
        }

        record.Kind = Of(record.Method.Of(line)) switch
        {
            Method.Password => AcceptedPassword,
            Method.Publickey => AcceptedPublickey,
            Method.KeyboardInteractive => AcceptedKeyboardInteractive,
            Method.Hostbased => AcceptedHostbased,
            Method.Gssapi => AcceptedGssapi,
            _ => AcceptedOther,
        };
        return true;
    }

    public static bool Failed(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        if (!Any(line, tail, ref record))
        {
            return false;
        }

        record.Kind = Of(record.Method.Of(line)) switch
        {
            Method.Password => FailedPassword,
            Method.Publickey => FailedPublickey,
            Method.KeyboardInteractive => FailedKeyboardInteractive,
            Method.Hostbased => FailedHostbased,
            Method.Gssapi => FailedGssapi,
            Method.None => FailedNone,
            _ => FailedOther,
        };
        return true;
    }

    /// <summary>Keeps the kind that the pattern gave.</summary>
    public static bool Any(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var method = AddressPart.Word(line, tail);
        var rest = Slice.Between(method.End, tail.End);
        if (!rest.Of(line).StartsWith(" for "u8))
        {
            return false;
        }

        record.Method = method;
        rest = Slice.Between(rest.Start + 5, rest.End);
        if (
            !UserFromTail.TryRead(
                line,
                UserRole.Strip(line, rest, ref record),
                extra: true,
                ref record
            )
        )
        {
            return false;
        }

        record.Fingerprint = QuotedTail.FingerprintIn(line, record.Detail);
        return true;
    }

    /// <summary><c>PAM: REASON for [illegal user ]USER from HOST</c> (auth-pam.c): the reason is pam_strerror()'s.</summary>
    public static bool Pam(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var found = tail.Of(line).IndexOf(" for "u8);
        if (found < 0)
        {
            return false;
        }

        var reason = tail with { Length = found };
        if (!UserFromTail.Plain(line, Slice.Between(reason.End + 5, tail.End), ref record))
        {
            return false;
        }

        record.Detail = reason;
        return true;
    }

    private enum Method
    {
        Other = 0,
        Password,
        Publickey,
        KeyboardInteractive,
        Hostbased,
        Gssapi,
        None,
    }

    private static Method Of(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("password"u8) ? Method.Password
        : name.SequenceEqual("publickey"u8) ? Method.Publickey
        : name.StartsWith("keyboard-interactive"u8) ? Method.KeyboardInteractive
        : name.SequenceEqual("hostbased"u8) ? Method.Hostbased
        : name.StartsWith("gssapi"u8) ? Method.Gssapi
        : name.SequenceEqual("none"u8) ? Method.None
        : Method.Other;
}
