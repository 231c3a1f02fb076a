using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>What to do about a complaint of <c>sshd -t</c>.</summary>
internal static class ConfigRepair
{
    private const string No = "no: ";

    /// <summary>The complaint in a value of <c>sshd/config_valid</c>.</summary>
    public static string Complaint(string value) =>
        value.StartsWith(No, StringComparison.Ordinal) ? value[No.Length..] : value;

    /// <summary>Where the complaint points to; empty where it names no line.</summary>
    public static string Place(string value) =>
        SshdComplaint.Read(Complaint(value)).Source?.ToString() ?? "";

    /// <summary>True where the privilege separation directory is what is wrong.</summary>
    public static bool IsPrivilegeSeparation(string value) =>
        SshdComplaint.Read(Complaint(value)).Kind == SshdComplaintKind.PrivilegeSeparation;

    /// <summary>Commands, in order.</summary>
    public static ImmutableArray<string> Steps(string value)
    {
        var complaint = SshdComplaint.Read(Complaint(value));
        return complaint switch
        {
            { Source: { } source } => [$"${{EDITOR:-vi}} +{source.Line} {source.File}", "sshd -t"],
            { Kind: SshdComplaintKind.HostKeys } => ["ssh-keygen -A", "sshd -t"],
            { Kind: SshdComplaintKind.PrivilegeSeparation } =>
            [
                $"install -d -m 755 -o root -g root {Folder(complaint.Text)}",
                "sshd -t",
            ],
            _ => ["sshd -t"],
        };
    }

    private static string Folder(string text) =>
        text.Split(' ').FirstOrDefault(word => word.StartsWith('/'))?.TrimEnd('.', ',', ':')
        ?? "/run/sshd";
}
