using System.Globalization;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Policies;

/// <summary>How far something has come, on a terminal's last line; elsewhere nothing.</summary>
internal sealed class ProgressLine(Screen screen)
{
    private int _length;

    public void Show(string what, int done, int of)
    {
        if (screen.Json || !screen.IsTerminal)
        {
            return;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{what} {done:N0} of {of:N0}");
        screen.Error.Write("\r" + text.PadRight(_length));
        _length = text.Length;
    }

    public void Clear()
    {
        if (_length > 0)
        {
            screen.Error.Write("\r" + new string(' ', _length) + "\r");
            _length = 0;
        }
    }
}
