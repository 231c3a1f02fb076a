using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>One account as the facts of ssh.accounts tell it, and by which ways it could log in.</summary>
internal sealed class LoginAccount
{
    private readonly JudgeInput _input;
    private readonly CheckFacts _facts;

    private LoginAccount(JudgeInput input, HeldFact account)
    {
        (_input, _facts) = (input, input[SshAccountsCheck.Id]);
        var key = account.Fact.Key;
        Name = Uri.UnescapeDataString(key[(AccountKey.Prefix.Length + 1)..]);
        IsStale = account.IsStale;
        StaleReason = _facts.CoverageOf(key).Reason ?? _facts.Reason;
    }

    public string Name { get; }

    /// <summary>True where the account could not be looked at this time.</summary>
    public bool IsStale { get; }

    public string StaleReason { get; }

    /// <summary>Its groups by name.</summary>
    public ImmutableArray<string> Groups =>
        [.. Read(AccountKey.Groups).Value.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    public uint Uid => Number(1);

    public uint Gid => Number(3);

    public PathState? Shell => Path(AccountKey.Shell);

    public PathState? Home => Path(AccountKey.Home);

    /// <summary>False where the shell only says no; null where it is not known.</summary>
    public bool? HasLoginShell =>
        Shell is { } shell ? new PasswdEntry("", 0, 0, "", shell.Path).HasLoginShell : null;

    public bool HasKey =>
        Read(AccountKey.KeyFile).IsPresent && !IsConfigured("PubkeyAuthentication", "no");

    /// <summary>AllowUsers names it.</summary>
    public bool IsNamed => Read(AccountKey.Named).IsPresent;

    public bool HasPassword =>
        Read(AccountKey.Password).Is(PasswordState.Set.Text())
        && !(
            IsConfigured("PasswordAuthentication", "no")
            && IsConfigured("KbdInteractiveAuthentication", "no")
        );

    /// <summary>Somebody means it to log in: with a key, a password, by name, or with a certificate or a directory's key.</summary>
    public bool CanLogIn =>
        HasKey
        || IsNamed
        || HasPassword
        || (
            HasLoginShell == true
            && (IsConfigured("TrustedUserCAKeys") || IsConfigured("AuthorizedKeysCommand"))
        );

    /// <summary>Why there may be a way although none is known; null where that is certain.</summary>
    public string? WayUnknown =>
        Read(AccountKey.Password) is { IsUnknown: true } password ? password.Reason
        : Read(AccountKey.KeyFile) is { IsUnknown: true } file ? file.Reason
        : null;

    public static IEnumerable<LoginAccount> All(JudgeInput input) =>
        input[SshAccountsCheck.Id]
            .Under(AccountKey.Prefix)
            .Where(held => FactKey.Matches(held.Fact.Key, AccountKey.Prefix + "/*"))
            .Select(held => new LoginAccount(input, held));

    public Reading Read(string what) => _facts.Read(Key(what));

    public string Key(string what) => AccountKey.Of(Name, what);

    private uint Number(int word) =>
        _facts.Read(AccountKey.Account(Name)).Value.Split(' ') is { Length: > 3 } words
        && uint.TryParse(
            words[word],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : uint.MaxValue;

    private bool IsConfigured(string keyword, string value) =>
        _input["ssh.config"].Read($"sshd_config/{keyword}").Is(value);

    private bool IsConfigured(string keyword) =>
        _input["ssh.config"].Read($"sshd_config/{keyword}") is { IsPresent: true } reading
        && !reading.Is("none");

    private PathState? Path(string what) =>
        Read(what) is { IsPresent: true } reading ? PathState.Parse(reading.Value) : null;
}
