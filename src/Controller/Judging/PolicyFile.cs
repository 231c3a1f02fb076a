using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging;

/// <summary>
/// Reads the policy that <c>fleet serve --policy FILE</c> takes (<c>docs/policy.md</c>). Pure, and strict: what is not understood is an error with its
/// place, because a misspelt rule that is passed over would leave hosts judged otherwise than their operators believe.
/// </summary>
public static class PolicyFile
{
    /// <summary>The most a policy may have, in bytes of UTF-8. Who reads the file need not read more than one byte beyond it.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a policy and collects every error in it. Never throws for what the text says.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">How errors name the file.</param>
    /// <param name="catalog">The rules there are.</param>
    public static PolicyReading Read(string text, string fileName, CheckCatalog catalog)
    {
        var complaints = new Complaints(fileName);
        if (SourceText.IsReadable(text, complaints))
        {
            var content = NodeReader.Read(text, complaints);
            var policy = new RootReader(catalog, complaints).Read(content);
            if (complaints.AreNone)
            {
                return new PolicyReading(policy, []);
            }
        }

        return new PolicyReading(null, complaints.InOrder());
    }
}
