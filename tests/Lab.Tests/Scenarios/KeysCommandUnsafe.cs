namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Others may write the program that prints the keys, so sshd does not run it.</summary>
public sealed class KeysCommandUnsafe : Scenario
{
    public override string Name => "keys-command-unsafe";

    public override string Cause => "40";

    public override IReadOnlyList<string> Told => ["key.command"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Program = "/usr/local/bin/keys-of";
    private const string Setting = "/etc/ssh/sshd_config.d/02-keys.conf";

    public override Task PrepareAsync(Scene scene)
    {
        scene.Web.WriteFile(Program, $"#!/bin/sh\necho '{scene.Key.PublicLine}'\n", "0755");
        scene.Web.WriteFile(
            Setting,
            $"AuthorizedKeysFile none\nAuthorizedKeysCommand {Program}\nAuthorizedKeysCommandUser nobody\n"
        );
        return scene.RestartSshdAsync();
    }

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("chmod", "777", Program);

    public override Task HealAsync(Scene scene) => scene.Web.DoAsync("chmod", "755", Program);

    public override Task CleanAsync(Scene scene)
    {
        scene.Web.Root.Delete(Setting);
        return scene.RestartSshdAsync();
    }
}
