namespace Fleet.Lab.Tests;

/// <summary>A test in a lab of its own; skipped, with the reason, where the lab may not run.</summary>
public abstract class LabTest : IAsyncLifetime
{
    private Lab? lab;

    protected Lab Lab => lab ?? throw new InvalidOperationException("the lab is not open");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        lab = await Lab.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
    }

    /// <summary>A figure for the reader of the test's output; nothing is asserted about it.</summary>
    protected static void Report(string figure) =>
        TestContext.Current.TestOutputHelper?.WriteLine(figure);
}
