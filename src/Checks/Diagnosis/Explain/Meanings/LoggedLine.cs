using System.Text;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>A line of sshd's log as text. Raw: attackers choose names.</summary>
/// <param name="Text">The message.</param>
/// <param name="User">Empty where the line names none.</param>
/// <param name="Source">The client's address; empty where the line names none.</param>
/// <param name="Detail">A path, a reason or an offer.</param>
/// <param name="IsInvalidUser">sshd takes the name for invalid.</param>
internal sealed record LoggedLine(
    string Text,
    string User,
    string Source,
    string Detail,
    bool IsInvalidUser
)
{
    /// <summary>True where the client closed while it tried to log in as somebody whom sshd knows.</summary>
    public bool IsAuthenticating =>
        Text.Contains(" authenticating user ", StringComparison.Ordinal)
        || (User.Length > 0 && !IsInvalidUser);

    public bool Has(string words) => Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    public static LoggedLine From(ReadOnlySpan<byte> line, AuthLogRecord record) =>
        new(
            Of(record.Message.Of(line)),
            Of(record.User.Of(line)),
            Of(record.Source.Of(line)),
            Of(record.Detail.Of(line)),
            record.IsInvalidUser
        );

    private static string Of(ReadOnlySpan<byte> part) => Encoding.UTF8.GetString(part);
}
