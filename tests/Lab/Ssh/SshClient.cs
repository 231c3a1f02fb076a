namespace Fleet.Lab;

/// <summary>One login attempt with the real ssh(1) from a lab host.</summary>
public static class SshClient
{
    /// <summary>
    /// Runs <c>ssh OPTIONS DESTINATION true</c> without any prompt (<c>BatchMode</c>), trusting a new host key
    /// (<c>StrictHostKeyChecking=accept-new</c>) and giving up on a silent address after 3 seconds. Exit 255 is ssh's own failure.
    /// </summary>
    /// <param name="key">Offered alone (<c>IdentitiesOnly</c>); null offers what root of the client has.</param>
    /// <param name="options">More options, before the lab's own, so that they win: <c>"-p", "2222"</c> or <c>"-o", "ConnectTimeout=1"</c>.</param>
    public static Task<CommandResult> Ssh(
        this LabHost client,
        string destination,
        SshKeyPair? key = null,
        params string[] options
    ) => client.SshRun(destination, ["true"], key, options);

    /// <summary>As <see cref="Ssh"/>, with a command for the remote side.</summary>
    public static Task<CommandResult> SshRun(
        this LabHost client,
        string destination,
        IEnumerable<string> command,
        SshKeyPair? key = null,
        params string[] options
    )
    {
        string[] identity = key is null
            ? []
            : ["-i", client.InstallKey(key), "-o", "IdentitiesOnly=yes"];
        string[] lab =
        [
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=accept-new",
            "-o",
            "ConnectTimeout=3",
        ];
        return client.RunAsync([
            "ssh",
            .. options,
            .. identity,
            .. lab,
            destination,
            "--",
            .. command,
        ]);
    }

    /// <summary>One attempt with a password alone, answered once as a person would (<c>SSH_ASKPASS</c>, ssh(1)).</summary>
    public static Task<CommandResult> SshPassword(
        this LabHost client,
        string destination,
        string password,
        params string[] options
    )
    {
        const string AskPass = "/usr/local/bin/lab-askpass";
        client.Root.Write(AskPass, "#!/bin/sh\nprintf '%s\\n' \"$LAB_PASSWORD\"\n", "0755");
        string[] ask =
        [
            "env",
            $"SSH_ASKPASS={AskPass}",
            "SSH_ASKPASS_REQUIRE=force",
            $"LAB_PASSWORD={password}",
        ];
        string[] once =
        [
            "-o",
            "PubkeyAuthentication=no",
            "-o",
            "NumberOfPasswordPrompts=1",
            "-o",
            "StrictHostKeyChecking=accept-new",
        ];
        return client.RunAsync([
            .. ask,
            "ssh",
            .. options,
            .. once,
            "-o",
            "ConnectTimeout=3",
            destination,
            "--",
            "true",
        ]);
    }

    /// <summary>Puts a key, with its public half beside it, into root's <c>~/.ssh</c> of the client, and says where.</summary>
    public static string InstallKey(this LabHost client, SshKeyPair key)
    {
        var path = $"/root/.ssh/{key.Name}";
        if (!client.Root.Exists(path))
        {
            client.Root.Directory("/root/.ssh", "0700");
            client.Root.Write(path, key.PrivateKey, "0600");
            client.Root.Write($"{path}.pub", key.PublicLine + "\n", "0644");
        }
        return path;
    }
}
