using System.Globalization;

namespace Fleet.Checks.Parsing.Audit;

/// <summary>What mandatory access control refused: an access vector cache message of SELinux, or a message of AppArmor. Both come as records of type 1400.</summary>
/// <param name="By">Who refused.</param>
/// <param name="At">By the record itself; null where it carries no time (in the journal, whose entry has one).</param>
/// <param name="Command">comm of the process; the process chooses it.</param>
/// <param name="Operation">SELinux: the permissions (<c>name_bind</c>, <c>read open</c>); AppArmor: the operation (<c>open</c>).</param>
/// <param name="Subject">SELinux: the type of the process (<c>sshd_t</c>); AppArmor: the profile (<c>/usr/sbin/sshd</c>).</param>
/// <param name="Object">SELinux: class and type of what was asked for (<c>tcp_socket unreserved_port_t</c>); AppArmor: the mask that was refused (<c>r</c>).</param>
/// <param name="Name">The file's name or path, or the port; empty where the message has none.</param>
/// <param name="IsEnforced">False where it was only reported (permissive=1, ALLOWED).</param>
public sealed record AccessDenial(
    MandatoryAccessControl By,
    DateTimeOffset? At,
    string Command,
    string Operation,
    string Subject,
    string Object,
    string Name,
    bool IsEnforced
)
{
    private const string Vector = "avc:  denied  { ";
    private const string Denied = "apparmor=\"DENIED\"";
    private const string Allowed = "apparmor=\"ALLOWED\"";

    /// <summary>Reads one line of audit.log, of the kernel's log, or of the journal; null for any other.</summary>
    public static AccessDenial? Parse(string line)
    {
        var vector = line.IndexOf(Vector, StringComparison.Ordinal);
        if (vector >= 0)
        {
            return OfSelinux(line, vector + Vector.Length);
        }

        var isEnforced = line.Contains(Denied, StringComparison.Ordinal);
        var at = isEnforced
            ? line.IndexOf(Denied, StringComparison.Ordinal)
            : line.IndexOf(Allowed, StringComparison.Ordinal);
        return at >= 0 ? OfApparmor(line, at, isEnforced) : null;
    }

    private static AccessDenial? OfSelinux(string line, int start)
    {
        var end = line.IndexOf(" }", start, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var fields = AuditFields.Read(line.AsSpan(end + 2));
        return new AccessDenial(
            MandatoryAccessControl.Selinux,
            TimeOf(line.AsSpan(0, start)),
            fields.GetValueOrDefault("comm", ""),
            line[start..end],
            TypeOf(fields.GetValueOrDefault("scontext", "")),
            $"{fields.GetValueOrDefault("tclass", "")} {TypeOf(fields.GetValueOrDefault("tcontext", ""))}",
            fields.GetValueOrDefault("path")
                ?? fields.GetValueOrDefault("name")
                ?? fields.GetValueOrDefault("src")
                ?? "",
            fields.GetValueOrDefault("permissive", "0") != "1"
        );
    }

    private static AccessDenial OfApparmor(string line, int at, bool isEnforced)
    {
        var fields = AuditFields.Read(line.AsSpan(at));
        return new AccessDenial(
            MandatoryAccessControl.Apparmor,
            TimeOf(line.AsSpan(0, at)),
            fields.GetValueOrDefault("comm", ""),
            fields.GetValueOrDefault("operation", ""),
            fields.GetValueOrDefault("profile", ""),
            fields.GetValueOrDefault("denied_mask", ""),
            fields.GetValueOrDefault("name") ?? fields.GetValueOrDefault("capname") ?? "",
            isEnforced
        );
    }

    /// <summary>The third part of <c>user:role:type:level</c>.</summary>
    public static string TypeOf(string context) =>
        context.Split(':') is [_, _, var type, ..] ? type : context;

    // audit(1718200000.123:456): seconds and milliseconds since 1970, and the record's number.
    private static DateTimeOffset? TimeOf(ReadOnlySpan<char> head)
    {
        const string mark = "audit(";
        var start = head.IndexOf(mark);
        if (start < 0)
        {
            return null;
        }

        var time = head[(start + mark.Length)..];
        var end = time.IndexOf(':');
        return
            end > 0
            && decimal.TryParse(
                time[..end],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            && seconds < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddMilliseconds((double)(seconds * 1000))
            : null;
    }
}

/// <summary>A security module of the kernel that confines processes whatever their user may do.</summary>
public enum MandatoryAccessControl
{
    Unspecified = 0,
    Selinux,
    Apparmor,
}
