using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>The fact keys of ssh.accounts. Names come from the host: each is one escaped segment.</summary>
internal static class AccountKey
{
    public const string Prefix = "account";
    public const string NoLoginPrefix = "nologin";
    public const string Sources = "account_sources";
    public const string Lists = "login_list";

    public const string Password = "password";
    public const string Expires = "expires";
    public const string Ageing = "ageing";
    public const string Shell = "shell";
    public const string Home = "home";
    public const string KeyFile = "key_file";
    public const string Named = "named";
    public const string Allowed = "allowed";
    public const string Session = "session";
    public const string Groups = "groups";

    public static string Account(string name) => $"{Prefix}/{FactKey.Segment(name)}";

    public static string Of(string name, string what) => $"{Account(name)}/{what}";

    public static string NoLogin(string path) => FactKey.Join(NoLoginPrefix, path);
}
