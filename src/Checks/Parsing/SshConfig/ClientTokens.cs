using System.Globalization;
using System.Text;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>What the tokens of ssh_config(5) TOKENS stand for in one call of ssh. Null: not known.</summary>
internal sealed record ClientTokens(ClientQuestion Question)
{
    /// <summary>%h: the host as it will be connected to.</summary>
    public string? Host { get; init; }

    /// <summary>%p.</summary>
    public string? Port { get; init; }

    /// <summary>%r.</summary>
    public string? User { get; init; }

    /// <summary>%k: HostKeyAlias, or the host as typed.</summary>
    public string? KeyName { get; init; }

    /// <summary>%j: the jump host.</summary>
    public string Jump { get; init; } = "";

    /// <summary>
    /// Expands <c>~</c>, <c>%x</c> and <c>${NAME}</c>; null with the reason where a part is not known or means nothing.
    /// </summary>
    public string? Expand(string text, out string reason)
    {
        var built = new StringBuilder();
        reason = "";
        var rest = text.AsSpan();
        if (rest.StartsWith('~'))
        {
            var slash = rest.IndexOf('/');
            if ((slash < 0 ? rest.Length : slash) > 1)
            {
                reason = $"{text}: another user's home";
                return null;
            }

            built.Append(Question.LocalUser.Home.TrimEnd('/'));
            rest = rest[1..];
        }

        while (!rest.IsEmpty)
        {
            var taken = 1;
            var part = rest[0] switch
            {
                '%' => Percent(rest, ref taken),
                '$' when rest.StartsWith("${") => Variable(rest, ref taken),
                var plain => plain.ToString(),
            };
            if (part is null)
            {
                reason = $"{text}: {rest[..Math.Min(taken, rest.Length)]} is not known";
                return null;
            }

            built.Append(part);
            rest = rest[taken..];
        }

        return built.ToString();
    }

    private string? Percent(ReadOnlySpan<char> text, ref int taken)
    {
        taken = 2;
        if (text.Length < 2)
        {
            return null;
        }

        return text[1] switch
        {
            '%' => "%",
            'h' => Host,
            'p' => Port,
            'r' => User,
            'k' => KeyName,
            'j' => Jump,
            'n' => Question.Host,
            'u' => Question.LocalUser.Name,
            'd' => Question.LocalUser.Home,
            'i' => Question.LocalUser.Uid.ToString(CultureInfo.InvariantCulture),
            'l' => Question.LocalHost,
            'L' => Question.LocalHost?.Split('.')[0],
            'C' => Hash(),
            _ => null,
        };
    }

    private string? Variable(ReadOnlySpan<char> text, ref int taken)
    {
        var close = text.IndexOf('}');
        taken = close + 1;
        return close < 0 ? null : Question.Environment?.Invoke(text[2..close].ToString());
    }

    /// <summary>SHA-1 of <c>%l%h%p%r</c>, and of the jump host from 9.6 on: with a jump it is not told.</summary>
    private string? Hash() =>
        Question.LocalHost is null
        || Host is null
        || Port is null
        || User is null
        || Jump.Length > 0
            ? null
            : Convert.ToHexStringLower(
                System.Security.Cryptography.SHA1.HashData(
                    Encoding.UTF8.GetBytes(Question.LocalHost + Host + Port + User)
                )
            );
}
