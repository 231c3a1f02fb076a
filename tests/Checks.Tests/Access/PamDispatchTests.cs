using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Tests.Access;

public sealed class PamDispatchTests
{
    [Theory]
    [InlineData("required pam_any.so", true)]
    [InlineData("required pam_deny.so\nrequired pam_any.so", false)]
    [InlineData("optional pam_deny.so\nrequired pam_any.so", true)]
    [InlineData("sufficient pam_any.so\nrequired pam_deny.so", true)]
    [InlineData("sufficient pam_deny.so\nrequired pam_any.so", true)]
    [InlineData("requisite pam_deny.so\nsufficient pam_permit.so", false)]
    [InlineData(
        "[success=1 default=ignore] pam_any.so\nrequisite pam_deny.so\nrequired pam_permit.so",
        true
    )]
    [InlineData(
        "[success=1 default=ignore] pam_deny.so\nrequisite pam_deny.so\nrequired pam_permit.so",
        false
    )]
    [InlineData("[default=1] pam_permit.so\nrequisite pam_deny.so\nrequired pam_permit.so", true)]
    [InlineData("required pam_gone.so\nrequired pam_permit.so", false)]
    [InlineData(
        "[success=ok module_unknown=ignore default=bad] pam_gone.so\nrequired pam_permit.so",
        true
    )]
    [InlineData("optional pam_gone.so", false)]
    [InlineData("requierd pam_any.so\nrequired pam_permit.so", false)]
    [InlineData("include nowhere\nrequired pam_permit.so", false)]
    [InlineData("substack inner\nrequired pam_deny.so", false)]
    [InlineData("include inner\nrequired pam_deny.so", true)]
    [InlineData(
        "[success=1 default=ignore] pam_permit.so\nsubstack refusing\nrequired pam_permit.so",
        true
    )]
    public void A_stack_succeeds_as_libpam_walks_it(string lines, bool can)
    {
        var stack = Build(lines);

        Assert.Equal(can, PamDispatch.CanSucceed(stack, Answers));
    }

    [Fact]
    public void An_include_of_itself_ends() =>
        Assert.False(PamDispatch.CanSucceed(Build("include sshd"), Answers));

    [Fact]
    public void A_service_without_lines_for_a_type_is_answered_by_other()
    {
        var stack = PamStack.Build("sshd", PamType.Session, Find("auth required pam_any.so"));

        Assert.Equal("pam_other.so", Assert.Single(stack.Modules).Name);
    }

    private static PamStack Build(string lines) =>
        PamStack.Build(
            "sshd",
            PamType.Account,
            Find(string.Concat(lines.Split('\n').Select(line => $"account {line}\n")))
        );

    private static Func<string, (string, PamFile)?> Find(string sshd) =>
        name =>
            name switch
            {
                "sshd" => ("/etc/pam.d/sshd", PamFile.Parse(sshd)),
                "inner" => (
                    "/etc/pam.d/inner",
                    PamFile.Parse("account sufficient pam_permit.so\n")
                ),
                "refusing" => (
                    "/etc/pam.d/refusing",
                    PamFile.Parse("account required pam_deny.so\naccount required pam_deny.so\n")
                ),
                "other" => ("/etc/pam.d/other", PamFile.Parse("session required pam_other.so\n")),
                _ => null,
            };

    private static ImmutableArray<PamAnswer> Answers(PamModule module) =>
        module.Name switch
        {
            "pam_deny.so" => [PamAnswer.Refused],
            "pam_permit.so" => [PamAnswer.Success],
            "pam_gone.so" => [PamAnswer.ModuleUnknown],
            _ => PamDispatch.Any,
        };
}
