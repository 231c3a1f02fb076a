using System.Text;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>Lines of a stream of any size, a piece at a time: a line that is longer than any program writes is cut.</summary>
public static class BoundedLines
{
    private const int Longest = 4096;
    private const int Piece = 16 * 1024;

    /// <summary>The lines, without their ends.</summary>
    public static IEnumerable<string> Of(TextReader reader)
    {
        var buffer = new char[Piece];
        var line = new StringBuilder();
        var isOpen = false;
        for (int got; (got = reader.Read(buffer, 0, buffer.Length)) > 0; )
        {
            for (var at = 0; at < got; at++)
            {
                if (buffer[at] == '\n')
                {
                    yield return line.ToString();
                    _ = line.Clear();
                    isOpen = false;
                    continue;
                }

                isOpen = true;
                if (line.Length < Longest)
                {
                    _ = line.Append(buffer[at]);
                }
            }
        }

        if (isOpen)
        {
            yield return line.ToString();
        }
    }
}
