using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Controller.Api.Operating.WhatIf;

/// <summary>A key as somebody names it.</summary>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
/// <param name="Line"><c>ssh-ed25519 AAAA…</c>, without a comment; empty where the fingerprint alone was given.</param>
public sealed record AskedKey(string Fingerprint, string Line)
{
    private const string Sha256 = "SHA256:";
    private const int Digits = 43;

    /// <summary>Reads a fingerprint or a public key's line; null with what is wrong with it.</summary>
    public static AskedKey? Parse(string text, out string error)
    {
        error = "";
        if (text.StartsWith(Sha256, StringComparison.Ordinal))
        {
            var digits = text[Sha256.Length..].TrimEnd('=');
            if (
                digits.Length == Digits
                && digits.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
            )
            {
                return new AskedKey(Sha256 + digits, "");
            }

            error =
                $"{text}: expected SHA256: and {Digits} characters, as ssh-keygen -l prints them";
            return null;
        }

        var words = text.Split(
            (char[])[' ', '\t', '\r', '\n'],
            StringSplitOptions.RemoveEmptyEntries
        );
        if (words is not [var type, var blob, ..])
        {
            error = "expected SHA256:… or a public key: a type and its base64";
            return null;
        }

        var key = SshPublicKey.Read(type, blob, out error);
        return key is null ? null : new AskedKey(key.Fingerprint, $"{type} {blob}");
    }
}
