using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>Stands for a profile whose text this version of the program does not read: nobody is asked, and each of its controls is unknown.</summary>
internal static class UnreadProfile
{
    public static SweepProfile Of(SweepRow sweep) =>
        new()
        {
            Name = sweep.Profile,
            Text = sweep.ProfileText,
            View = ProfileView.Read(sweep.ProfileView),
            Asks = [],
            Reads = [],
            Judge = _ => [],
        };
}
