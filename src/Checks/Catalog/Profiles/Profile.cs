using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>A document's requirements of a host, each with how it is judged.</summary>
public sealed record Profile
{
    /// <summary>What it is called by: <c>cis-debian12-ssh</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line for reports.</summary>
    public required string Title { get; init; }

    public required ProfileSource Source { get; init; }

    /// <summary>In the document's order; ids are unique.</summary>
    public required ImmutableArray<Control> Controls { get; init; }
}

/// <summary>The document that a profile follows.</summary>
/// <param name="Document">Its title.</param>
/// <param name="Version">The version that the controls are taken from.</param>
/// <param name="Url">Where it is published; empty: nowhere in particular.</param>
public sealed record ProfileSource(string Document, string Version, string Url);
