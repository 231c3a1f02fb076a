using System.Text;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>Tells lines about the client's own connection from those about others who come from the same address in the same minute.</summary>
internal static class LogPort
{
    /// <summary>False for a line that names another port of the client than the one it came from.</summary>
    public static bool Fits(EventLine line, LoginQuestion asked)
    {
        // Without a client the port in a line is the daemon's own.
        if (asked.SourcePort == 0 || line.Source.Length == 0)
        {
            return true;
        }

        var port = SshdMessage.Parse(Encoding.UTF8.GetBytes(line.Text)).Port;
        return port == 0 || port == asked.SourcePort;
    }
}
