using System.Text;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>A record as text.</summary>
internal sealed record ReadLine(
    string Kind,
    string User,
    string Source,
    int Port,
    int Pid,
    string Fingerprint,
    string Detail,
    string Stamp,
    bool IsOfSshd,
    string Message
)
{
    public static ReadLine Of(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return Of(AuthLogLine.Parse(bytes), bytes);
    }

    public static ReadLine OfMessage(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return Of(SshdMessage.Parse(bytes), bytes);
    }

    private static ReadLine Of(AuthLogRecord record, byte[] bytes)
    {
        string Text(Slice slice) => Encoding.UTF8.GetString(slice.Of(bytes));
        return new ReadLine(
            record.Kind.Name(),
            Text(record.User),
            Text(record.Source),
            record.Port,
            record.Pid,
            Text(record.Fingerprint),
            Text(record.Detail),
            Text(record.Stamp),
            record.Message.Length > 0,
            Text(record.Message)
        );
    }
}
