using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshPam;

internal static class SshPamDeclaration
{
    public static CheckDeclaration Value { get; } =
        new()
        {
            Id = SshPamCheck.Id,
            Version = 1,
            Title = "What PAM is asked when somebody logs in, and what in it refuses",
            Description =
                "Reads the stacks of the service sshd with all they include, whether their modules are installed, and the files of pam_access, pam_limits, pam_shells and pam_faillock. A model of libpam's own "
                + "walk through a stack tells what is certain to fail; modules it does not look into may answer anything. Which accounts are looked at is what ssh.accounts says. It does not see what directories "
                + "(SSSD's access rules) or pam_time, pam_listfile and other modules decide, nor a PAMServiceName other than sshd. Without root the tally files of pam_faillock are unreadable.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(
                    "pam_stack/*",
                    KeyUse.Watched,
                    "The modules asked in order for auth, account and session, with control values and arguments",
                    "required pam_nologin.so | required pam_unix.so"
                ),
                new(
                    "pam_module/*",
                    KeyUse.Inventory,
                    "Whether a module of the stacks is installed: present or missing",
                    "present"
                ),
                new(
                    "pam_file/**",
                    KeyUse.Inventory,
                    "A file that PAM reads for sshd; its text is a document",
                    "present"
                ),
                new(
                    "faillock/*",
                    KeyUse.Inventory,
                    "An account that pam_faillock keeps locked, and until when (UTC)",
                    "2026-03-01T12:10:00Z"
                ),
            ],
            Needs = [Capability.ReadPrivileged],
        };
}
