namespace Fleet.Lab.Tests.StrictModes;

/// <summary>One way in which a tree differs from the plain one: shell lines that make it so, in words of <see cref="Tree"/>.</summary>
/// <param name="Facet">What it changes; a tree has at most one twist of each.</param>
/// <param name="Name">How a failure names it.</param>
/// <param name="Script">Lines for sh(1), with <c>$u</c> the user and <c>$h $s $f</c> the home, .ssh and key file.</param>
/// <param name="KeysFile">AuthorizedKeysFile for this user; empty where it stays the default.</param>
internal sealed record Twist(string Facet, string Name, string Script, string KeysFile = "");
