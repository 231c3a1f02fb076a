using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Tests;

/// <summary>Public keys whose private halves nobody kept.</summary>
internal static class PublicKeys
{
    public const string First =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGCFXF9FSzY5wbyzh3uOL/Zc7ON36BvrFQ3JqsZo6NU";

    public const string FirstFingerprint = "SHA256:yZ+qX5/DHfF/mTx3fY3k4omHa60jokLMYPAHE0T9dLQ";

    public const string Second =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOAxK8G9/vXjlV/s1gD5YN8oVQfajyJiO2Fuovz46Fnj";

    public const string SecondFingerprint = "SHA256:UQTjlnzX6nc4LbgEFMXbynOXUNrj7gujr3n8X9Fs6lQ";

    public const string Ecdsa =
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBE9RfyRW3eWYOQ3HD1IyxT58l7VsJZvH4Q1BD3JjqqeSTC64ad7XTXDOsbIhI8wEvIwu6btMYQijGv8SvAihDn4=";

    public const string EcdsaFingerprint = "SHA256:4rhd+nU0A3ZsBN8a1Fgmlfilgh6UzePUI+xo668enaM";

    public static SshPublicKey Read(string text)
    {
        var words = text.Split(' ');
        return SshPublicKey.Read(words[0], words[1], out var error)
            ?? throw new ArgumentException(error, nameof(text));
    }
}
