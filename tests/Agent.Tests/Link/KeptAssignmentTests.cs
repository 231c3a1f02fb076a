using Fleet.Agent.Disk;
using Fleet.Agent.Link;
using Fleet.Agent.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Agent.Tests.Link;

public sealed class KeptAssignmentTests : IDisposable
{
    private const string Pin = "sha256:ab";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_assignment_is_there_after_a_restart()
    {
        Of(Pin).Write(new Assignment { Version = 4 });
        Of(Pin).Write(Assignment());

        Assert.Equal(Assignment(), Of(Pin).Read());
    }

    [Fact]
    public void Before_the_first_there_is_none() => Assert.Null(Of(Pin).Read());

    [Fact]
    public void What_another_controller_assigned_counts_no_more()
    {
        Of(Pin).Write(Assignment());

        Assert.Null(Of("sha256:cd").Read());
    }

    [Fact]
    public void Another_form_of_the_file_is_left_to_the_agent_that_wrote_it()
    {
        Of(Pin).Write(Assignment());
        var text = File.ReadAllBytes(Kept);
        text["fleet-agent assignment ".Length] = (byte)'2';
        File.WriteAllBytes(Kept, text);

        Assert.Null(Of(Pin).Read());
    }

    [Fact]
    public void A_damaged_file_is_named_and_nothing_of_it_counts()
    {
        Of(Pin).Write(Assignment());
        File.WriteAllBytes(Kept, File.ReadAllBytes(Kept)[..^3]);

        var told = Assert.Throws<InvalidDataException>(() => Of(Pin).Read());

        Assert.StartsWith(Kept, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assignment_that_is_the_same_again_writes_nothing()
    {
        var kept = Of(Pin);
        kept.Write(Assignment());
        File.Delete(Kept);

        kept.Write(Assignment());

        Assert.False(File.Exists(Kept));
    }

    private string Kept => _folder["assignment"];

    private KeptAssignment Of(string pin) => new(new DataFolder(_folder.Path), pin);

    private static Assignment Assignment() =>
        new()
        {
            Version = 5,
            Schedules =
            {
                new CheckSchedule { Check = "ssh.paths", Off = true },
            },
            ReachTargets = { new ReachTarget { Host = "web-12" } },
        };
}
