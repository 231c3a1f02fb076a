namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>A line known by words in it, in their order, wherever they stand: programs and their logs put different things in front.</summary>
/// <param name="words">With <c>*</c> for what changes; upper and lower case are the same.</param>
/// <param name="place">Who writes such lines.</param>
/// <param name="meaning">What it means.</param>
internal sealed class Sentence(string words, SignPlace place, Meaning meaning)
{
    private readonly string[] _parts = words.Split('*');

    public SignPlace Place => place;

    public Meaning Meaning => meaning;

    public bool Fits(string line)
    {
        var at = 0;
        foreach (var part in _parts)
        {
            var found = line.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}
