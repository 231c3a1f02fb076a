using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.PolicyYaml;
using Fleet.Controller.Judging.ProfileYaml;

namespace Fleet.Controller.Judging;

/// <summary>Reads a profile that hosts are swept by (<c>docs/profiles.md</c>). Pure, and as strict as <see cref="PolicyFile"/>: an auditor relies on every line of it.</summary>
public static class ProfileFile
{
    /// <summary>The most a profile may have, in bytes of UTF-8.</summary>
    public const int MaxBytes = PolicyFile.MaxBytes;

    /// <summary>Reads a profile and collects every error in it. Never throws for what the text says.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">How errors name the file.</param>
    /// <param name="catalog">The checks and rules there are.</param>
    public static ProfileReading Read(string text, string fileName, CheckCatalog catalog)
    {
        var complaints = new Complaints(fileName);
        if (SourceText.IsReadable(text, complaints))
        {
            var content = NodeReader.Read(text, complaints);
            var profile = new ProfileReader(catalog, complaints).Read(content);
            if (complaints.AreNone)
            {
                return new ProfileReading(profile, []);
            }
        }

        return new ProfileReading(null, complaints.InOrder());
    }
}
