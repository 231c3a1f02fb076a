namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>A shell or home as a fact's value: its state, one word, then the path.</summary>
/// <param name="State">One of the words here.</param>
/// <param name="Path">As passwd has it; an empty shell as /bin/sh.</param>
internal sealed record PathState(string State, string Path)
{
    public const string Good = "good";
    public const string Missing = "missing";

    /// <summary>Nobody may execute it.</summary>
    public const string Closed = "not_executable";

    /// <summary>A shell that is no regular file, a home that is no directory.</summary>
    public const string WrongKind = "wrong_kind";

    public static PathState Parse(string value)
    {
        var blank = value.IndexOf(' ');
        return blank < 0 ? new(value, "") : new(value[..blank], value[(blank + 1)..]);
    }

    public override string ToString() => $"{State} {Path}";
}
