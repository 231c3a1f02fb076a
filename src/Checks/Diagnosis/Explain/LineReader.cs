using System.Collections.Immutable;
using System.Text;
using Fleet.Checks.Diagnosis.Explain.Advices;
using Fleet.Checks.Diagnosis.Explain.Meanings;
using Fleet.Checks.Parsing.AuthLog;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>One line of a text: sshd's log first, since its form is the surest, then <c>ssh -v</c>, then sentences that programs use. Any text is taken.</summary>
internal static class LineReader
{
    /// <summary>Null where nothing is known of the line.</summary>
    public static Sign? Read(int number, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var logged = AuthLogLine.Parse(bytes);
        if (logged.Message.Length > 0)
        {
            return WithHost(Logged(number, line, bytes, logged), bytes, logged)
                ?? Said(
                    number,
                    line,
                    Encoding.UTF8.GetString(logged.Message.Of(bytes)),
                    HostSentences.All
                );
        }

        var bare = line.Trim();
        return (IsSshds(bare) ? Bare(number, bare) : null)
            ?? Client(number, bare)
            ?? Bare(number, bare)
            ?? (
                bare.StartsWith("debug", StringComparison.Ordinal)
                    ? Said(number, bare, bare, HostSentences.OfSshd)
                    : Said(number, bare, bare, HostSentences.All)
                        ?? Said(number, bare, bare, ClientSentences.All)
            );
    }

    // "Nov 22 08:39:24 web-12 sshd[92]: …": the word behind the stamp, where it is not the program itself.
    private static Sign? WithHost(Sign? sign, byte[] bytes, AuthLogRecord record)
    {
        var behind = Encoding.UTF8.GetString(bytes.AsSpan(record.Stamp.End)).TrimStart();
        var host = behind.Split(' ', 2)[0];
        return
            sign is null
            || host.Length == 0
            || host.StartsWith("sshd", StringComparison.Ordinal)
            || host[0] == '['
            ? sign
            : sign with
            {
                Names = sign.Names.With("host", host),
            };
    }

    // What ssh and sshd both say counts as ssh's, where nothing marks it as sshd's.
    private static bool IsSshds(string line) =>
        line.EndsWith("[preauth]", StringComparison.Ordinal)
        || line.StartsWith("error: ", StringComparison.Ordinal)
        || line.StartsWith("fatal: ", StringComparison.Ordinal)
        || line.StartsWith("banner exchange: Connection from ", StringComparison.Ordinal)
        || line.Contains(" authenticating user ", StringComparison.Ordinal)
        || line.Contains(" by invalid user ", StringComparison.Ordinal);

    private static Sign? Bare(int number, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return Logged(number, line, bytes, SshdMessage.Parse(bytes));
    }

    private static Sign? Logged(int number, string text, byte[] bytes, AuthLogRecord record)
    {
        if (record.Kind == AuthLogKind.Unspecified)
        {
            return null;
        }

        var line = LoggedLine.From(bytes, record);
        return LogMeanings.Of(record.Kind, line) is not { } meaning
            ? null
            : new Sign
            {
                Place = SignPlace.Sshd,
                Kind = record.Kind.Name(),
                Line = number,
                Text = text,
                Meaning = meaning,
                Names = Blanks
                    .None.With("user", line.User)
                    .With("source", line.Source)
                    .With("path", PathOf(line.Detail))
                    .With("offer", record.Kind == AuthLogKind.UnableToNegotiate ? line.Detail : "")
                    .With("port", record.Kind == AuthLogKind.BindFailed ? Word(line.Detail) : ""),
            };
    }

    private static Sign? Client(int number, string line)
    {
        if (SshTranscript.Parse(line).Lines is not [{ Kind: not SshDebugKind.Unspecified } step])
        {
            return null;
        }

        return new Sign
        {
            Place = SignPlace.Client,
            Kind = StepKinds.Of(step.Kind),
            Line = number,
            Text = line,
            Meaning = ClientMeanings.Of(step) ?? Meaning.Note(""),
            Names = StepNames.Of(step),
            Step = step with { Number = number },
        };
    }

    private static Sign? Said(
        int number,
        string text,
        string message,
        ImmutableArray<Sentence> sentences
    ) =>
        sentences.FirstOrDefault(sentence => sentence.Fits(message)) is not { } known
            ? null
            : new Sign
            {
                Place = known.Place,
                Kind = "sentence",
                Line = number,
                Text = text,
                Meaning = known.Meaning,
                Names = StepNames.OfChangedKey(message),
            };

    // "directory /home/alice", "/home/alice/.ssh/authorized_keys:1"
    private static string PathOf(string detail)
    {
        var word = detail.StartsWith('/') ? detail : "";
        var end = word.IndexOf(": ", StringComparison.Ordinal);
        return end < 0 ? word : word[..end];
    }

    private static string Word(string text) =>
        text.Split(' ')[0] is var word && word.Length is > 0 and <= 5 && word.All(char.IsAsciiDigit)
            ? word
            : "";
}
