using System.Text;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Cli.Policies;

/// <summary>A policy file's text as it is written, its byte order mark too.</summary>
internal static class PolicyFileText
{
    /// <summary>Reads it, at most one byte beyond what a policy may have, which tells whoever reads the text that it is too long.</summary>
    /// <returns>The text, or why there is none, in one line.</returns>
    public static (string? Text, string Problem) Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
            var bytes = new byte[PolicyFile.MaxBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return (Encoding.UTF8.GetString(bytes, 0, count), "");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, $"the policy {file} cannot be read: {problem.Message.TrimEnd('.')}");
        }
    }
}
