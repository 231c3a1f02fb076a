namespace Fleet.Controller.Cli.Showing;

/// <summary>A way to log in, in words. Raw text from the host may be inside.</summary>
internal static class MeansText
{
    /// <param name="method">As in <c>AccessRow</c>.</param>
    /// <param name="fingerprint">Of the key, or of the authority's; empty for methods without.</param>
    /// <param name="place">Where it stands; empty: nowhere.</param>
    public static string Of(string method, string fingerprint, string place)
    {
        var means = method switch
        {
            "key" => $"publickey {fingerprint}",
            "certificate" when fingerprint.Length > 0 => $"a certificate of {fingerprint}",
            "certificate" => "a certificate",
            "keyboard_interactive" => "keyboard-interactive",
            "keys_command" => "a key of AuthorizedKeysCommand",
            "host_based" => "a client host's word",
            "gssapi" => "Kerberos",
            "unseen_keys" => "keys that were not read",
            _ => method,
        };
        return place.Length > 0 ? $"{means} ({place})" : means;
    }
}
