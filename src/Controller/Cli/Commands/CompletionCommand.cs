using System.CommandLine;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet completion SHELL</c>: a script for the shell that asks <c>fleet [suggest:N]</c>.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _fleet() {
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -F _fleet fleet ./fleet
        """;

    private const string Zsh = """
        #compdef fleet
        _fleet() {
            local -a answers
            answers=("${(@f)$("${words[1]}" "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- "${answers[@]}"
        }
        compdef _fleet fleet
        """;

    private const string Fish = """
        complete -c fleet -f -a '(set -l line (commandline -cp); fleet "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
        """;

    public static Command In(CommandFrame frame)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        _ = shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = frame.Plain(
            "completion",
            "Print a completion script for your shell",
            [
                "source <(fleet completion bash)",
                "fleet completion fish > ~/.config/fish/completions/fleet.fish",
            ],
            [shell]
        );
        command.SetAction(parsed =>
        {
            frame
                .ScreenOf(parsed)
                .Line(
                    parsed.GetValue(shell) switch
                    {
                        "zsh" => Zsh,
                        "fish" => Fish,
                        _ => Bash,
                    }
                );
            return ExitCode.Clean;
        });
        return command;
    }
}
