using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>How far a sweep is: a bar that is written over on a terminal, a line of talk now and then elsewhere.</summary>
internal sealed class SweepProgressLine(Screen screen)
{
    private const int BarWidth = 24;
    private const int Steps = 10;
    private int _step = -1;
    private bool _isShown;
    private bool _isAway;

    public void Show(SweepProgress progress)
    {
        _isAway = false;
        if (screen.Json)
        {
            return;
        }

        var (hosts, waiting) = (progress.Sweep.Hosts, progress.Sweep.HostsWaiting);
        var step = hosts == 0 ? Steps : (hosts - waiting) * Steps / hosts;
        if (screen.IsTerminal)
        {
            Write(Bar(hosts - waiting, hosts) + Text(progress));
        }
        else if (step != _step)
        {
            screen.Talk(Text(progress));
        }

        _step = step;
    }

    /// <summary>The controller does not answer.</summary>
    public void Away()
    {
        if (!_isAway)
        {
            Clear();
            screen.Talk("the controller went away: the sweep goes on when it is back");
        }

        _isAway = true;
    }

    /// <summary>Makes room for the answer.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            screen.Error.Write("\r\e[K");
            screen.Error.Flush();
            _isShown = false;
        }
    }

    private static string Bar(int done, int of)
    {
        var full = of == 0 ? BarWidth : (int)((long)done * BarWidth / of);
        return $"{new string('█', full)}{new string('░', BarWidth - full)} ";
    }

    private static string Text(SweepProgress progress)
    {
        var sweep = progress.Sweep;
        var notAsked = sweep.HostsWaiting - progress.HostsLooking;
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{sweep.Hosts - sweep.HostsWaiting:N0} of {sweep.Hosts:N0} hosts"
            )
            + (progress.HostsLooking > 0 ? $", {progress.HostsLooking} look now" : "")
            + (notAsked > 0 ? $", {notAsked} wait" : "")
            + (sweep.Results.Failed > 0 ? $"; {Words.Count(sweep.Results.Failed, "failure")}" : "");
    }

    private void Write(string line)
    {
        _isShown = true;
        screen.Error.Write($"\r\e[K{line[..Columns.Fit(line, screen.Width - 1)]}");
        screen.Error.Flush();
    }
}
