using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>What shadow(5) says of accounts, without any hash.</summary>
internal sealed class PasswordFacts
{
    private readonly Dictionary<string, ShadowEntry> _entries;

    private PasswordFacts(Shadow shadow, string? unreadable)
    {
        _entries = shadow.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Unreadable = unreadable;
    }

    /// <summary>Why the file could not be read whole; null where it could, or there is none.</summary>
    public string? Unreadable { get; }

    public static async ValueTask<PasswordFacts> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(
            new ReadFile("/etc/shadow", MaxBytes: 8 << 20),
            cancellationToken
        );
        return new PasswordFacts(
            Shadow.Parse(file.IsOk ? file.Value.Text : ""),
            file.IsOk
                ? file.Value.Truncated
                    ? "/etc/shadow: larger than 8 MiB"
                    : null
                : file.IsAbsent
                    ? null
                    : file.Reason
        );
    }

    /// <summary>What the account's password field allows; null where that is not known.</summary>
    public PasswordState? Of(PasswdEntry account) =>
        account.Password
        ?? (
            _entries.TryGetValue(account.Name, out var entry) ? entry.Password
            : Unreadable is null ? PasswordState.Missing
            : null
        );

    public void Write(PasswdEntry account, ObservationBuilder seen)
    {
        string Key(string what) => AccountKey.Of(account.Name, what);
        if (Of(account) is { } state)
        {
            seen.Fact(Key(AccountKey.Password), state.Text());
        }
        else
        {
            seen.Cover(Key(AccountKey.Password), CoverageState.Unreadable, Unreadable);
        }

        if (_entries.TryGetValue(account.Name, out var entry))
        {
            seen.Fact(Key(AccountKey.Expires), DayText.Of(entry.Expires));
            seen.Fact(Key(AccountKey.Ageing), Ageing.Of(entry).ToString());
        }
        else if (Unreadable is not null)
        {
            seen.Cover(Key(AccountKey.Expires), CoverageState.Unreadable, Unreadable);
            seen.Cover(Key(AccountKey.Ageing), CoverageState.Unreadable, Unreadable);
        }
    }
}

/// <summary>Password ageing as a fact's value: <c>changed 20500 max 90 inactive 14</c>; what is not limited is left out.</summary>
/// <param name="Changed">Day of the last change; 0: it must be changed.</param>
/// <param name="Maximum">Days until it must be changed.</param>
/// <param name="Inactive">Days after that until the account is refused.</param>
internal sealed record Ageing(long? Changed, long? Maximum, long? Inactive)
{
    public static Ageing Of(ShadowEntry entry) =>
        new(entry.LastChange, entry.Maximum, entry.Inactive);

    public static Ageing Parse(string value)
    {
        var words = value.Split(' ');
        long? Number(string name) =>
            Array.IndexOf(words, name) is >= 0 and var at
            && at + 1 < words.Length
            && long.TryParse(
                words[at + 1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null;
        return new Ageing(Number("changed"), Number("max"), Number("inactive"));
    }

    public override string ToString() =>
        string.Join(
            ' ',
            new (string Name, long? Value)[]
            {
                ("changed", Changed),
                ("max", Maximum),
                ("inactive", Inactive),
            }
                .Where(one => one.Value is not null)
                .Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Value}")
                )
        );
}
